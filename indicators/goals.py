"""What should the programme reach?

Five things that it should do, and what it should itself contain. Figures that only give the
background stand under ``context``, which has no target.
"""

from indicators.definition import Goal, Text

GOALS: tuple[Goal, ...] = (
    Goal(
        "reflection",
        Text(
            sv="De som har rätt till betänketid erbjuds den",
            en="Those with a right to a reflection period are offered one",
        ),
        Text(
            sv="ansökningar mot uppskattat antal utsatta",
            en="applications against estimated victims",
        ),
    ),
    Goal(
        "rights",
        Text(
            sv="Rättighetspaketet levereras, och i tid",
            en="The rights package is delivered, promptly",
        ),
        Text(
            sv="levererade insatser av dem som var tillämpliga",
            en="items delivered of those that applied",
        ),
    ),
    Goal(
        "training",
        Text(
            sv="De som kan möta en utsatt vet vad de ska göra",
            en="Those who may meet a victim know what to do",
        ),
        Text(
            sv="anställda med giltig utbildning, av alla i yrkesgruppen",
            en="employees with valid training, of all in the profession",
        ),
    ),
    Goal(
        "partnership",
        Text(
            sv="Kommunen samverkar med civilsamhället",
            en="The city works with civil society",
        ),
        Text(
            sv="organisationer med gällande avtal",
            en="organisations with an agreement in force",
        ),
    ),
    Goal(
        "reception",
        Text(
            sv="De som utnyttjas möter någon som kan hjälpa",
            en="Those exploited meet somebody who can help",
        ),
        Text(
            sv="mottagningar och team som finns",
            en="support centres and teams that exist",
        ),
    ),
    Goal(
        "governance",
        Text(
            sv="Programmet innehåller det som behövs",
            en="The programme contains what it should",
        ),
        Text(
            sv="åtaganden som är klara",
            en="commitments that are done",
        ),
    ),
    Goal(
        "context",
        Text(sv="Sammanhang", en="Context"),
        Text(sv="uppgifter utan målvärde", en="figures without a target"),
    ),
)

"""Which function answers for an indicator? Never a person's name."""

from indicators.definition import Text

COORDINATOR = Text(sv="Regionkoordinator", en="Regional coordinator")
PROGRAMME_LEAD = Text(sv="Programansvarig", en="Programme lead")
TRAINING_LEAD = Text(sv="Utbildningsansvarig", en="Training lead")
PARTNERSHIP_LEAD = Text(sv="Samverkansansvarig", en="Partnership lead")
DATA_STEWARD = Text(sv="Uppgiftsansvarig", en="Data steward")

"""The commands of ``programkollen``, by what they are about."""

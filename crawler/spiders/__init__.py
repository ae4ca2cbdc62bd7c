"""The spiders: one for all sources that TOML can describe."""

"""City profiles: one YAML file per city, read by every process through `cities.profile.load`."""

"""The demonstration page: a city's home page, in French and English, with the widget in it as any city would put it."""

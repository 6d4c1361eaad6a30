"""Time as the law counts it: working calendars, terms, clocks, and why a date is that date."""

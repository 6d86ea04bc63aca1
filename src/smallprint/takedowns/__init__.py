"""Taking pictures down: routes, letters, dates, follow-up. Pure: records in, records out; the day is passed in."""

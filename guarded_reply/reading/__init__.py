"""Chinese text to structure: characters, clauses, numerals, money, times, places."""

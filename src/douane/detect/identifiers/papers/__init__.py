"""Papers and what is printed on them: passports, identity cards, dates of birth."""

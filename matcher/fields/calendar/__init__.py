"""How dates are written: numerals, words, eras, ages, the lunar calendar and the zodiac."""

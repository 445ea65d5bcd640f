"""Towns as those who live there call them, where the lists know another name only.

Written down for this project; each is a town of more than ten thousand people.
"""

from typing import Final

NATIVE_TOWNS: Final = (
    "Klagenfurt", "Nürnberg", "Saarbrücken", "Fürth", "St. Gallen", "Sankt Gallen", "Sion",
    "Martigny", "Bienne", "Yverdon", "Vaduz", "Schaan",
    "Den Haag", "Den Bosch", "Den Helder", "Almere", "Hoofddorp", "Oostende", "Sint-Niklaas",
    "Le Havre", "Le Mans", "Le Puy", "La Rochelle",
    "Padova", "Mantova", "Siracusa", "Reggio Emilia", "Reggio Calabria", "La Spezia",
    "La Coruña", "San Sebastián", "Las Palmas", "Donostia", "Gasteiz",
    "Bielsko-Biała", "Praha", "Plzeň", "Olomouc", "Thessaloniki", "Pireas",
    "København", "Aarhus", "Helsingør", "Göteborg", "București", "Timișoara", "Iași", "Valletta",
)  # fmt: skip

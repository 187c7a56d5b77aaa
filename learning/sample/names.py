"""Names for the demo's organisation: all made up, in a fixed order, so that pictures of it last."""

from __future__ import annotations

import unicodedata

_NAMES = """
Siân Prosser, Desmond Farrar, Harriet Nwosu, Amara Lindqvist, Callum Petrie, Farzana Mirza, Gwen
Tregarthen, Idris Kellaway, Joanna Wierzbicka, Kwabena Ofori-Hale, Leila Haddadi, Martin Ashdown,
Nkechi Umeh, Orla Gallagher-Finn, Paulette Samms, Rohan Deshpande, Shauna Lockyer, Tariq
Benslimane, Una Carmody, Vikram Sahota, Winsome Blackett, Yusra Karim, Zofia Malinowska, Adeola
Bankole, Bethan Rhydderch, Ciara Mulvenna, Dilip Ramgoolam, Eilidh Macrae-Boyd, Fergus Tollemache,
Gita Parmanand, Hamza Qureshi-Dunn, Imogen Thwaite, Jarek Sobolewski, Keziah Brathwaite, Lorcan
Devenney, Mei-Ling Tsang, Naomi Arkwright, Oluwaseun Adegoke, Precious Moyo, Quentin Hargrave,
Rukhsana Bhatti, Seamus Kilbride, Temitope Alade, Ursula Fenwick-Roe, Verity Coombes, Wojciech
Banasik, Xanthe Palliser, Yaw Mensah-Reid, Aoife Brannigan, Balvinder Dhaliwal, Catrin
Llewellyn-Pugh, Darius Mahmoudi, Esme Wetherall, Fatou Ceesay, Gareth Penhaligon, Hiba Salloum,
Isaac Thornbury, Jyoti Chaudhari, Kirsty Abernethy, Lamar Desrosiers, Maeve Cullinane, Nasreen
Akhtar-Lowe, Owen Trevithick, Padma Venkataraman, Rhiannon Beddoes, Sipho Dlamini-Webb, Tabitha
Grimshaw, Uzma Sheikh-Barlow, Vera Kostadinova, Wilfred Cattermole, Yolanda Escudero, Zubair
Lodhi, Anneka Vandersteen, Brendan McAlinden, Chiamaka Eze-Norton, Dorothy Islip, Ewan Galbraith,
Florence Okpara, Graham Ollerenshaw, Hyacinth Pryce, Ioana Dragomir, Jerome Lafleur, Katarzyna
Pawlak, Lucinda Staveley, Mohan Jeyaratnam, Niamh Scullion, Osman Yildirim, Philippa Drury-Cole,
Ranjit Bhogal, Stella Papaioannou, Tomos Gethin, Unity Chikwanha, Valerie Hebblethwaite, Wanjiru
Kamau-Ross, Yvette Sinclair-Browne, Zainab Fofana, Alistair Strachan-Moir, Bukola Ayinde, Cerys
Maddocks, Devon Whitlock, Elspeth Hannah-Kerr, Fionn O'Rafferty, Gulsen Aktas, Hugh Bassenthwaite,
Indira Poonawalla, Josephine Kwarteng-Hill, Kieran Stackpoole, Lindiwe Ncube, Morag Dunsmuir,
Nadeem Rafique, Olwen Parry-Lloyd, Patience Zvobgo, Rebecca Hollingdale, Sunita Gurung-Tait
"""

#: the whole list; nobody of the standing cast is on it
NAMES = tuple(" ".join(name.split()) for name in _NAMES.split(","))


def key(name: str) -> str:
    """What stands before the @ of somebody's address: `fionn.orafferty`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    kept = "".join(letter for letter in plain.lower() if letter.isalnum() or letter in " -")
    return kept.replace(" ", ".")

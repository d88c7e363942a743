"""What people write for a time, and what we say for one. Monday 5 October 2026, 11:00 in San Francisco."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutualaid.language.saying.segments import gsm7
from mutualaid.language.times.rhythms import find_repeat
from mutualaid.language.times.until import find_until
from mutualaid.language.times.when import find_when, say_when

ZONE = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 10, 5, 11, 0, tzinfo=ZONE)


def at(day: str, clock: str = "00:00") -> datetime:
    """ "10-09", "17:00" -> that moment; 24:00 is the midnight that ends the day."""
    month, number = (int(x) for x in day.split("-"))
    year = 2027 if month < 10 else 2026
    hour, minute = (int(x) for x in clock.split(":"))
    extra = timedelta(1) if hour == 24 else timedelta(0)
    return datetime(year, month, number, hour % 24, minute, tzinfo=ZONE) + extra


def span(cell: str) -> tuple[datetime | None, datetime | None]:
    """ "10-09 17:00 > 10-09 24:00", "= 10-09 14:30" for an instant, "now > …", "vague"."""
    if cell == "vague":
        return None, None
    if cell.startswith("= "):
        moment = at(*cell[2:].split())
        return moment, moment
    first, last = cell.split(" > ")
    return (
        NOW if first == "now" else at(*first.split()),
        None if last == "open" else at(*last.split()),
    )


ENGLISH = {
    "tmrw 9am": "= 10-06 09:00",
    "fri after 5": "10-09 17:00 > 10-09 24:00",
    "before fri": "now > 10-09 00:00",
    "by friday": "now > 10-09 24:00",
    "this arvo": "10-05 12:00 > 10-05 17:00",
    "tonite": "10-05 17:00 > 10-05 23:59",
    "b4 noon": "now > 10-05 12:00",
    "dr appt the 14th at 230": "= 10-14 14:30",
    "next tues": "10-13 00:00 > 10-13 24:00",
    "every monday": "now > 10-05 24:00",
    "weekends": "10-10 00:00 > 10-11 24:00",
    "tue thu fri mornings": "10-06 08:00 > 10-06 12:00",
    "in 2 hrs": "= 10-05 13:00",
    "in an hour": "= 10-05 12:00",
    "asap": "now > 10-05 15:00",
    "now": "now > 10-05 15:00",
    "today": "now > 10-05 24:00",
    "this weekend": "10-10 00:00 > 10-11 24:00",
    "next week": "10-12 00:00 > 10-18 24:00",
    "10/14": "10-14 00:00 > 10-14 24:00",
    "oct 14": "10-14 00:00 > 10-14 24:00",
    "14 oct": "10-14 00:00 > 10-14 24:00",
    "9:30": "= 10-06 09:30",
    "5-7pm": "10-05 17:00 > 10-05 19:00",
    "11-1pm": "now > 10-05 13:00",
    "between 2 and 4": "10-05 14:00 > 10-05 16:00",
    "from 2 to 4": "10-05 14:00 > 10-05 16:00",
    "noon": "= 10-05 12:00",
    "after 5": "10-05 17:00 > 10-05 24:00",
    "at 10": "= 10-06 10:00",
    "on the 14th": "10-14 00:00 > 10-14 24:00",
    "the 3rd": "11-03 00:00 > 11-03 24:00",
    "fri or sat": "10-09 00:00 > 10-10 24:00",
    "until 6": "now > 10-05 18:00",
    "till friday": "now > 10-09 24:00",
    "tomorrow morning": "10-06 08:00 > 10-06 12:00",
    "in the morning": "10-06 08:00 > 10-06 12:00",
    "wed am": "10-07 08:00 > 10-07 12:00",
    "sat 10 oct 2pm": "= 10-10 14:00",
    "at 8 tonight": "= 10-05 20:00",
    "every other tuesday 3pm": "= 10-06 15:00",
    "in a week": "10-12 00:00 > 10-12 24:00",
    "in 3 days": "10-08 00:00 > 10-08 24:00",
    "in 3 days at 10am": "= 10-08 10:00",
    "at 10 in 3 days": "= 10-08 10:00",
    "ride in a week at 9": "= 10-12 09:00",
    "in two days after 5": "10-07 17:00 > 10-07 24:00",
    "3 days from now 10am-noon": "10-08 10:00 > 10-08 12:00",
    "havent eaten in 3 days can u come at 6": "= 10-05 18:00",
    "within the hour": "now > 10-05 12:00",
    "soon": "vague",
    "whenever": "vague",
    "half past 3": "= 10-05 15:30",
    "quarter to 5": "= 10-05 16:45",
    "by 5pm tomorrow": "now > 10-06 17:00",
    "tmrw b4 3": "10-06 00:00 > 10-06 15:00",
    "1-3 tomorrow": "10-06 13:00 > 10-06 15:00",
    "fri 5-7": "10-09 17:00 > 10-09 19:00",
    "tues 10a-2p": "10-06 10:00 > 10-06 14:00",
    "around noon on friday": "= 10-09 12:00",
    "thurs 10/8 at 9:15am": "= 10-08 09:15",
    "10:30 am on Tuesday the 6th": "= 10-06 10:30",
    "thursday, oct 8": "10-08 00:00 > 10-08 24:00",
    "the 5th of november": "11-05 00:00 > 11-05 24:00",
    "2026-10-31": "10-31 00:00 > 10-31 24:00",
    "need by the weekend": "now > 10-11 24:00",
    "by end of the week": "now > 10-11 24:00",
    "after friday": "10-10 00:00 > open",
    "after friday 5pm": "10-09 17:00 > open",
    "starting friday afternoon": "10-09 12:00 > open",
    "monday 9am": "= 10-12 09:00",
    "a week from friday": "10-16 00:00 > 10-16 24:00",
    "for the next 2 weeks": "now > 10-19 24:00",
    "ride fri to the clinic at 2": "= 10-09 14:00",
    "9am dialysis tues thurs sat": "= 10-06 09:00",
    "not tomorrow but fri": "10-09 00:00 > 10-09 24:00",
    "yes but after 5": "10-05 17:00 > 10-05 24:00",
    "need groceries for 2, 24th and mission, before fri": "now > 10-09 00:00",
    "i need 3 bags by 3": "now > 10-05 15:00",
    "tommorow at 9": "= 10-06 09:00",
    "wensday after 4": "10-07 16:00 > 10-07 24:00",
    "6 oclock tmrw": "= 10-06 18:00",
    "noon to 3": "10-05 12:00 > 10-05 15:00",
    "sunday afternoon around 3": "= 10-11 15:00",
    "nov 3-6": "11-03 00:00 > 11-06 24:00",
    "in half an hour": "= 10-05 11:30",
    "in an hour n a half": "= 10-05 12:30",
    "in 1 1/2 hrs": "= 10-05 12:30",
    "in 1.5 hours": "= 10-05 12:30",
    "in the next hour": "now > 10-05 12:00",
    "half hour from now": "= 10-05 11:30",
    "tomorrow aftrnoon": "10-06 12:00 > 10-06 17:00",
    "tmrw evng": "10-06 17:00 > 10-06 21:00",
    "3 ish tmrw": "= 10-06 15:00",
    "430ish": "= 10-05 16:30",
    "about 3": "= 10-05 15:00",
    "tonite 730": "= 10-05 19:30",
    "fri 230": "= 10-09 14:30",
    "tues 3 pls": "= 10-06 15:00",
    "2 or 3pm": "10-05 14:00 > 10-05 15:00",
    "tomorrow at 2 or 3": "10-06 14:00 > 10-06 15:00",
    "from 3 on": "10-05 15:00 > 10-05 24:00",
    "3 or later": "10-05 15:00 > 10-05 24:00",
    "ten past 4": "= 10-05 16:10",
    "by tonight": "now > 10-05 23:59",
    "by eod fri": "now > 10-09 24:00",
    "by the end of the month": "now > 10-31 24:00",
    "after lunch": "10-05 12:00 > 10-05 17:00",
    "tues of next week": "10-13 00:00 > 10-13 24:00",
    "next week tues": "10-13 00:00 > 10-13 24:00",
    "the week after next": "10-19 00:00 > 10-25 24:00",
    "friday week": "10-16 00:00 > 10-16 24:00",
    "tues 13": "10-13 00:00 > 10-13 24:00",
    "between the 12th and 14th": "10-12 00:00 > 10-14 24:00",
    "first of the month": "11-01 00:00 > 11-01 24:00",
    "november third": "11-03 00:00 > 11-03 24:00",
    "thanksgiving": "11-26 00:00 > 11-26 24:00",
    "before xmas": "now > 12-25 00:00",
    "labor day": "09-06 00:00 > 09-06 24:00",
    "easter": "03-28 00:00 > 03-28 24:00",
    "appt at 1pm wed need pickup": "= 10-07 13:00",
    "when u get a chance": "vague",
    "in a day or two": "vague",
    "ride tuesday 13 at 10:30": "= 10-13 10:30",
    "groceries tues 13 4pm": "= 10-13 16:00",
    "tues 10 at 4pm": "= 11-10 16:00",
    "tuesday 13 groceries": "10-13 00:00 > 10-13 24:00",
    "tues 13 bags": "10-06 00:00 > 10-06 24:00",
    "tuesday 14": "10-06 00:00 > 10-06 24:00",
    "tuesday no wednesday": "10-07 00:00 > 10-07 24:00",
    "tonight no tomorrow 4pm": "= 10-06 16:00",
    "tomorrow 4pm no 5": "= 10-06 17:00",
    "tues 4pm i mean wed": "= 10-07 16:00",
    "fri at 9 sorry at 10": "= 10-09 10:00",
    "not friday, saturday": "10-10 00:00 > 10-10 24:00",
    "not friday saturday": "10-10 00:00 > 10-10 24:00",
    "tomorrow is not good wed is": "10-07 00:00 > 10-07 24:00",
    "tmrw no good thurs ok": "10-08 00:00 > 10-08 24:00",
    "dont come tomorrow come wednesday": "10-07 00:00 > 10-07 24:00",
    "dont come tomorrow": "10-06 00:00 > 10-06 24:00",
    "i wont be home tomorrow, wednesday is good": "10-07 00:00 > 10-07 24:00",
    "tomorrow i cant before 5": "10-06 17:00 > 10-06 24:00",
    "thursday not wed": "10-08 00:00 > 10-08 24:00",
    "tomorrow, cant do mornings": "10-06 12:00 > 10-06 24:00",
    "tomorrow not in the morning": "10-06 12:00 > 10-06 24:00",
    "fri, not evenings": "10-09 00:00 > 10-09 17:00",
    "not before 3": "10-05 15:00 > 10-05 24:00",
    "not b4 10am tomorrow": "10-06 10:00 > 10-06 24:00",
    "tomorrow but not after 6": "10-06 00:00 > 10-06 18:00",
    "tomorrow, mornings dont work": "10-06 12:00 > 10-06 24:00",
    "tomorrow, im not home before 10": "10-06 10:00 > 10-06 24:00",
    "tomorrow before 10 i can't": "10-06 10:00 > 10-06 24:00",
    "tomorrow after 5 i cant cuz work": "10-06 00:00 > 10-06 17:00",
    "tomorrow after 5 no problem": "10-06 17:00 > 10-06 24:00",
    "ride tomorrow 9am i cant walk far": "= 10-06 09:00",
    "wont be there till 1": "10-05 13:00 > 10-05 24:00",
    "not after 9": "now > 10-05 21:00",
    "not before friday": "10-09 00:00 > open",
    "any day but monday": "vague",
    "any day except fri": "vague",
    "any time but mornings": "vague",
    "cant do mornings": "vague",
    "i dont do mornings": "vague",
    "i can never do early mornings": "vague",
    "i dnt want evenings": "vague",
    "mornings i dont do": "vague",
    "i dont mind mornings": "now > 10-05 12:00",
    "cant before monday": "10-12 00:00 > open",
    "weekdays but not friday": "vague",
}  # fmt: skip

SPANISH = {
    "mañana no puedo el miercoles si": "10-07 00:00 > 10-07 24:00",
    "no venga mañana venga el miercoles": "10-07 00:00 > 10-07 24:00",
    "no venga mañana": "10-06 00:00 > 10-06 24:00",
    "en 3 dias a las 10": "= 10-08 10:00",
    "en una semana a las 9": "= 10-12 09:00",
    "dentro de dos dias despues de las 5": "10-07 17:00 > 10-07 24:00",
    "no he comido en 3 dias, puede venir a las 6": "= 10-05 18:00",
    "mañana, antes de las 10 no estoy": "10-06 10:00 > 10-06 24:00",
    "mañana, en la mañana no puedo": "10-06 12:00 > 10-06 24:00",
    "no hago las mañanas": "vague",
    "las mañanas no hago": "vague",
    "no ago mananas": "vague",
    "antes de las 3 no": "10-05 15:00 > 10-05 24:00",
    "despues de las 5 no puedo": "now > 10-05 17:00",
    "despues de las 5 no hay problema": "10-05 17:00 > 10-05 24:00",
    "mañana por la tarde": "10-06 12:00 > 10-06 17:00",
    "mañana por la mañana": "10-06 08:00 > 10-06 12:00",
    "mañana": "10-06 00:00 > 10-06 24:00",
    "manana a las 9": "= 10-06 09:00",
    "pasado mañana": "10-07 00:00 > 10-07 24:00",
    "el viernes despues de las 5": "10-09 17:00 > 10-09 24:00",
    "después de las 5": "10-05 17:00 > 10-05 24:00",
    "hoy": "now > 10-05 24:00",
    "hoy a las 6": "= 10-05 18:00",
    "esta noche": "10-05 17:00 > 10-05 23:59",
    "a las 3 y media": "= 10-05 15:30",
    "a las 4 y cuarto": "= 10-05 16:15",
    "a las 5 de la tarde": "= 10-05 17:00",
    "a las 15": "= 10-05 15:00",
    "los martes": "10-06 00:00 > 10-06 24:00",
    "cada martes": "10-06 00:00 > 10-06 24:00",
    "fines de semana": "10-10 00:00 > 10-11 24:00",
    "entre semana": "now > 10-09 24:00",
    "antes del viernes": "now > 10-09 00:00",
    "hasta el viernes": "now > 10-09 24:00",
    "en 2 horas": "= 10-05 13:00",
    "ahora": "now > 10-05 15:00",
    "lo antes posible": "now > 10-05 15:00",
    "pronto": "vague",
    "el 14 de octubre": "10-14 00:00 > 10-14 24:00",
    "el 14": "10-14 00:00 > 10-14 24:00",
    "14/10": "10-14 00:00 > 10-14 24:00",
    "9/10": "10-09 00:00 > 10-09 24:00",
    "de 2 a 4": "10-05 14:00 > 10-05 16:00",
    "entre las 2 y las 4": "10-05 14:00 > 10-05 16:00",
    "el proximo martes": "10-06 00:00 > 10-06 24:00",
    "el lunes que viene": "10-12 00:00 > 10-12 24:00",
    "este fin de semana": "10-10 00:00 > 10-11 24:00",
    "la proxima semana": "10-12 00:00 > 10-18 24:00",
    "al mediodia": "= 10-05 12:00",
    "el martes 6 a las 10": "= 10-06 10:00",
    "desde las 5": "10-05 17:00 > 10-05 24:00",
    "a partir del miercoles": "10-07 00:00 > open",
    "primero de noviembre": "11-01 00:00 > 11-01 24:00",
    "7 de la noche": "= 10-05 19:00",
    "entre martes y jueves": "10-06 00:00 > 10-08 24:00",
    "para el viernes": "10-09 00:00 > 10-09 24:00",
    "de 9 a 12 los sabados": "10-10 09:00 > 10-10 12:00",
    "el lunes a las 10 de la mañana": "= 10-12 10:00",
    "en media hora": "= 10-05 11:30",
    "en una hora y media": "= 10-05 12:30",
    "a las cinco menos diez": "= 10-05 16:50",
    "a las 14 horas": "= 10-05 14:00",
    "antes del mediodia": "now > 10-05 12:00",
    "despues del almuerzo": "10-05 12:00 > 10-05 17:00",
    "manana tarde": "10-06 12:00 > 10-06 17:00",
    "el martes 13": "10-13 00:00 > 10-13 24:00",
    "sabado 10am": "10-10 10:00 > 10-10 10:00",
    "martes 6pm": "10-06 18:00 > 10-06 18:00",
    "el 15 de este mes": "10-15 00:00 > 10-15 24:00",
    "nochebuena": "12-24 00:00 > 12-24 24:00",
    "cuando tengan tiempo": "vague",
    "mañana a las 10 de 26 y mission": "= 10-06 10:00",
    "el miercoles a las 9 de 26 y mission a 24 y mission": "= 10-07 09:00",
    "no es martes es miercoles": "10-07 00:00 > 10-07 24:00",
    "el martes no, el miercoles": "10-07 00:00 > 10-07 24:00",
    "martes a las 4 digo miercoles": "= 10-07 16:00",
    "no antes de las 3": "10-05 15:00 > 10-05 24:00",
    "mañana, no puedo por la mañana": "10-06 12:00 > 10-06 24:00",
    "cualquier dia menos el lunes": "vague",
}  # fmt: skip

FRENCH = {
    "demain ca va pas mercredi oui": "10-07 00:00 > 10-07 24:00",
    "ne venez pas demain venez mercredi": "10-07 00:00 > 10-07 24:00",
    "dans 3 jours a 10h": "= 10-08 10:00",
    "je n'ai pas mange dans 3 jours, a 18h": "= 10-05 18:00",
    "avant 15h je peux pas": "10-05 15:00 > 10-05 24:00",
    "demain": "10-06 00:00 > 10-06 24:00",
    "dmn matin": "10-06 08:00 > 10-06 12:00",
    "apres demain": "10-07 00:00 > 10-07 24:00",
    "à 8h": "= 10-06 08:00",
    "demain 8h30": "= 10-06 08:30",
    "vendredi 17h": "= 10-09 17:00",
    "vendredi à 17 h": "= 10-09 17:00",
    "mercredi 8 heures et demie": "= 10-07 08:30",
    "mardi 7h": "= 10-06 07:00",
    "mardi 3h": "= 10-06 15:00",
    "mardi 5h du matin": "= 10-06 05:00",
    "8h du soir": "= 10-05 20:00",
    "avant midi": "now > 10-05 12:00",
    "après 17h": "10-05 17:00 > 10-05 24:00",
    "vendredi apres 17h": "10-09 17:00 > 10-09 24:00",
    "ce soir": "10-05 17:00 > 10-05 23:59",
    "ce soir vers 19h": "= 10-05 19:00",
    "cette nuit": "10-05 17:00 > 10-05 23:59",
    "lundi prochain": "10-12 00:00 > 10-12 24:00",
    "mardi de la semaine prochaine": "10-13 00:00 > 10-13 24:00",
    "la semaine prochaine": "10-12 00:00 > 10-18 24:00",
    "le week-end": "10-10 00:00 > 10-11 24:00",
    "le 14": "10-14 00:00 > 10-14 24:00",
    "le 14 octobre à 10h": "= 10-14 10:00",
    "mardi 13": "10-13 00:00 > 10-13 24:00",
    "le 1er novembre": "11-01 00:00 > 11-01 24:00",
    "14 oct": "10-14 00:00 > 10-14 24:00",
    "9/10": "10-09 00:00 > 10-09 24:00",
    "dans 2 heures": "= 10-05 13:00",
    "demain en fin d'après-midi": "10-06 15:00 > 10-06 18:00",
    "d'ici vendredi": "now > 10-09 24:00",
    "avant vendredi": "now > 10-09 00:00",
    "entre 14h et 16h": "10-05 14:00 > 10-05 16:00",
    "de 18h à 21h": "10-05 18:00 > 10-05 21:00",
    "sam 10h": "= 10-10 10:00",
    "à partir de mercredi": "10-07 00:00 > open",
    "maintenant": "now > 10-05 15:00",
    "dès que possible": "now > 10-05 15:00",
    "bientôt": "vague",
    "quand vous pouvez": "vague",
    "dans une demi-heure": "= 10-05 11:30",
    "dans 1h30": "= 10-05 12:30",
    "9h moins dix": "= 10-06 08:50",
    "midi et demi": "= 10-05 12:30",
    "d'ici ce soir": "now > 10-05 23:59",
    "du 12 au 14 octobre": "10-12 00:00 > 10-14 24:00",
    "le 9/10": "10-09 00:00 > 10-09 24:00",
    "en fin de journée demain": "now > 10-06 24:00",
    "avant noël": "now > 12-25 00:00",
    "mardi en huit": "10-13 00:00 > 10-13 24:00",
    "quand vous avez le temps": "vague",
    "mardi 13 à 10h30": "= 10-13 10:30",
    "mardi non mercredi": "10-07 00:00 > 10-07 24:00",
    "pas vendredi, samedi": "10-10 00:00 > 10-10 24:00",
    "demain, pas le matin": "10-06 12:00 > 10-06 24:00",
    "pas après 18h": "10-05 11:00 > 10-05 18:00",
    "n'importe quel jour sauf lundi": "vague",
}  # fmt: skip

CREOLE = {
    "demen pa bon mekredi wi": "10-07 00:00 > 10-07 24:00",
    "pa vini demen vini mekredi": "10-07 00:00 > 10-07 24:00",
    "nan 3 jou a 10e": "= 10-08 10:00",
    "anvan 3zè m pa kapab": "10-05 15:00 > 10-05 24:00",
    "demen maten": "10-06 08:00 > 10-06 12:00",
    "demen swa": "10-06 17:00 > 10-06 21:00",
    "a dizè": "= 10-06 10:00",
    "apre 5è": "10-05 17:00 > 10-05 24:00",
    "madi oubyen mèkredi": "10-06 00:00 > 10-07 24:00",
    "madi 13": "10-13 00:00 > 10-13 24:00",
    "nan demi è": "= 10-05 11:30",
    "nan inèdtan edmi": "= 10-05 12:30",
    "nan nwèl": "12-25 00:00 > 12-25 24:00",
    "4 me": "05-04 00:00 > 05-04 24:00",
    "lè w gen tan": "vague",
    "madi 13 a dizè": "= 10-13 10:00",
    "madi non mèkredi": "10-07 00:00 > 10-07 24:00",
    "pa vandredi, samdi": "10-10 00:00 > 10-10 24:00",
    "demen, pa maten": "10-06 12:00 > 10-06 24:00",
    "nenpòt jou sof lendi": "vague",
}  # fmt: skip

DATELESS = (
    "havent eaten in 3 days", "no he comido en 3 dias",
    "besoin de repas pour 4", "pour 3 personnes", "45 rue des Erables", "jai 3 enfants", "depuis hier",
    "je suis tombe le mois dernier", "bonne nuit", "a 5 min",
    "I don't know", "i know", "214 Andover", "at 214 Andover St", "214 andover st apt 3", "94110", "for 2",
    "24th and mission", "24th st", "the 24th and mission", "corner of 24 and misson st",
    "call 415 555 0123", "my number is 555-0123", "3rd floor", "the 3rd floor", "after 5 people",
    "1/2 gallon of milk", "no food since monday", "last friday", "good morning", "Morning!", "buenos dias",
    "buenas tardes a todos", "I sat down", "the sun is out", "we have 2 kids and 3 dogs", "bus 14",
    "room 9", "$5.30", "im 80 years old", "not today", "for now", "calle 5", "la 24 y mision", "ya no",
    "el lunes pasado",
    "para 2 personas", "sin comida desde el lunes", "no se", "a 1 bag", "im thursty", "may I ask",
    "happy thanksgiving", "merry xmas all", "gud evng", "good moning", "we are in mourning", "how is your evening",
    "aft i eat", "call me 4 lunch", "2 days later", "feliz navidad", "joyeux noël", "sete pou yon",
    "a size 6", "the third floor", "i have 2 or 3 bags", "about 3 people", "open 24 hr",
    "now what", "y ahora que", "et maintenant", "e kounye a", "not monday", "pa lendi",
    "march on", "150p", "the 2nd attempt", "wed like a ride", "", "1", "ok",
)  # fmt: skip


@pytest.mark.parametrize(("text", "cell"), ENGLISH.items(), ids=list(ENGLISH))
@pytest.mark.parametrize("language", ["en", None])
def test_english(text: str, cell: str, language: str | None) -> None:
    _expect(text, cell, language)


@pytest.mark.parametrize(("text", "cell"), SPANISH.items(), ids=list(SPANISH))
def test_spanish(text: str, cell: str) -> None:
    _expect(text, cell, "es")


@pytest.mark.parametrize(("text", "cell"), FRENCH.items(), ids=list(FRENCH))
def test_french(text: str, cell: str) -> None:
    _expect(text, cell, "fr")


@pytest.mark.parametrize(("text", "cell"), CREOLE.items(), ids=list(CREOLE))
def test_creole(text: str, cell: str) -> None:
    _expect(text, cell, "ht")


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("sat 9 2 12", (9, 12)), ("sat 9am 2 12", (9, 12)), ("tomorrow 9am2 5pm", (9, 17)),
        ("fri 10 2 2pm", (10, 14)), ("sat 10 2 people", None), ("sat 9 2 12 14", None),
        ("diapers size 4 2 packs sat 9", (9, 9)),
    ],
)  # fmt: skip
def test_a_digit_for_the_word_between_two_hours(text: str, hours: tuple[int, int] | None) -> None:
    found = find_when(text, NOW, "en")
    assert found is not None and found[0].start is not None and found[0].end is not None
    whole_day = found[0].end - found[0].start >= timedelta(hours=23)
    assert (None if whole_day else (found[0].start.hour, found[0].end.hour)) == hours


def test_spanish_without_being_told_so() -> None:
    ambiguous = {"9/10"}
    for text, cell in SPANISH.items():
        if text not in ambiguous:
            _expect(text, cell, None)


def _expect(text: str, cell: str, language: str | None) -> None:
    found = find_when(text, NOW, language)
    assert found is not None
    when, start, end = found
    assert (when.start, when.end) == span(cell)
    assert when.text == text[start:end]


@pytest.mark.parametrize("text", DATELESS)
def test_no_time_is_found_where_none_is_said(text: str) -> None:
    assert find_when(text, NOW) is None


def test_the_words_found_are_the_words_of_time() -> None:
    found = find_when("need groceries for 2, 24th and mission, before fri pls", NOW)
    assert found is not None and found[0].text == "before fri"


def test_day_first_can_be_said() -> None:
    found = find_when("9/10", NOW, "en", day_first=True)
    assert found is not None and found[0].start == at("10-09")


@pytest.mark.parametrize(
    ("now", "text", "expected"),
    [
        ("2026-10-09 12:00", "fri", "2026-10-09 12:00"),
        ("2026-10-09 12:00", "fri 9am", "2026-10-16 09:00"),
        ("2026-10-09 12:00", "fri morning", "2026-10-16 08:00"),
        ("2026-10-10 15:00", "next tues", "2026-10-13 00:00"),
        ("2026-10-10 15:00", "this weekend", "2026-10-10 15:00"),
        ("2026-10-05 11:00", "oct 4", "2027-10-04 00:00"),
        ("2026-12-30 09:00", "jan 2", "2027-01-02 00:00"),
        ("2026-12-31 23:30", "tmrw 9am", "2027-01-01 09:00"),
        ("2026-10-05 18:00", "at 7", "2026-10-05 19:00"),
        ("2026-10-05 20:00", "at 7", "2026-10-06 19:00"),
        ("2026-10-05 18:00", "today at 8", "2026-10-05 20:00"),
        ("2026-10-05 13:30", "b4 noon", "2026-10-06 00:00"),
    ],
)
def test_what_is_past_rolls_on(now: str, text: str, expected: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=ZONE)
    found = find_when(text, moment, "en")
    assert found is not None
    assert found[0].start == datetime.fromisoformat(expected).replace(tzinfo=ZONE)


def test_this_morning_is_over_in_the_afternoon() -> None:
    assert find_when("this morning", NOW.replace(hour=15), "en") is None


def test_leap_day() -> None:
    found = find_when("feb 29", NOW, "en")
    assert found is not None and found[0].start == datetime(2028, 2, 29, tzinfo=ZONE)
    eve = datetime(2028, 2, 28, 22, 0, tzinfo=ZONE)
    tomorrow = find_when("tmrw", eve, "en")
    assert tomorrow is not None and tomorrow[0].end == datetime(2028, 3, 1, tzinfo=ZONE)
    assert find_when("feb 30", NOW, "en") is None


def test_the_night_that_loses_an_hour() -> None:
    """Clocks go from 2:00 to 3:00 on 14 March 2027."""
    eve = datetime(2027, 3, 13, 23, 0, tzinfo=ZONE)
    day = find_when("tomorrow", eve, "en")
    assert day is not None and day[0].start and day[0].end
    assert day[0].end.astimezone(UTC) - day[0].start.astimezone(UTC) == timedelta(hours=23)
    skipped = find_when("at 2:30am", eve, "en")
    assert skipped is not None and skipped[0].start is not None
    assert skipped[0].start.astimezone(UTC) == datetime(2027, 3, 14, 10, 30, tzinfo=UTC)
    soon = find_when("in 4 hours", eve, "en")
    assert soon is not None and soon[0].start is not None
    assert (soon[0].start.hour, soon[0].start.astimezone(UTC).hour) == (4, 11)


def test_the_night_that_gains_an_hour() -> None:
    """Clocks go from 2:00 back to 1:00 on 1 November 2026."""
    eve = datetime(2026, 10, 31, 23, 0, tzinfo=ZONE)
    day = find_when("tomorrow", eve, "en")
    assert day is not None and day[0].start and day[0].end
    assert day[0].end.astimezone(UTC) - day[0].start.astimezone(UTC) == timedelta(hours=25)
    first = find_when("1:30am", eve, "en")
    assert first is not None and first[0].start is not None
    assert first[0].start.astimezone(UTC) == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
    between = datetime(2026, 11, 1, 1, 45, tzinfo=ZONE)
    second = find_when("1:30am", between, "en")
    assert second is not None and second[0].start is not None
    assert second[0].start.astimezone(UTC) == datetime(2026, 11, 1, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "days", "hours", "every"),
    [
        ("every monday", (1,), (None, None), 1),
        ("weekends", (6, 7), (None, None), 1),
        ("I can drive weekends 94110", (6, 7), (None, None), 1),
        ("mon wed fri mornings", (1, 3, 5), (8, 12), 1),
        ("mon-fri", (1, 2, 3, 4, 5), (None, None), 1),
        ("weekdays after 5", (1, 2, 3, 4, 5), (17, None), 1),
        ("weekday evenings", (1, 2, 3, 4, 5), (17, 21), 1),
        ("tues and thurs afternoons", (2, 4), (12, 17), 1),
        ("tuesdays and thursdays 5-8pm", (2, 4), (17, 20), 1),
        ("every other tuesday 3pm", (2,), (15, None), 2),
        ("any day before noon", (), (None, 12), 1),
        ("evenings", (), (17, 21), 1),
        ("24/7", (), (None, None), 1),
        ("cada dos semanas los martes", (2,), (None, None), 2),
        ("los lunes", (1,), (None, None), 1),
        ("cada martes a las 4", (2,), (16, None), 1),
        ("entre semana por las tardes", (1, 2, 3, 4, 5), (12, 17), 1),
        ("los sábados y domingos", (6, 7), (None, None), 1),
        ("todos los días", (), (None, None), 1),
        ("tous les lundis", (1,), (None, None), 1),
        ("le mardi à 9h", (2,), (9, None), 1),
        ("un mardi sur deux", (2,), (None, None), 2),
        ("du lundi au vendredi après 17h", (1, 2, 3, 4, 5), (17, None), 1),
        ("les week-ends avant midi", (6, 7), (None, 12), 1),
        ("le mercredi après-midi", (3,), (12, 17), 1),
        ("tous les soirs", (), (17, 21), 1),
        ("every two weeks on friday", (5,), (None, None), 2),
        ("cada mañana", (), (8, 12), 1),
        ("chak swa", (), (17, 21), 1),
        ("los fines d semana", (6, 7), (None, None), 1),
        ("every mon and wed 9 2 12", (1, 3), (9, 12), 1),
        ("cualkier dia en la tarde", (), (12, 17), 1),
        ("kada smana los lunes", (1,), (None, None), 1),
        ("evry monday 9am", (1,), (9, None), 1),
        ("chak lundi matin", (1,), (8, 12), 1),
    ],
)
def test_repeats(text: str, days: tuple[int, ...], hours: tuple[float | None, float | None], every: int) -> None:
    found = find_repeat(text)
    assert found is not None
    repeat, start, end = found
    assert (repeat.days, (repeat.from_hour, repeat.to_hour), repeat.every) == (days, hours, every)
    assert repeat.text == text[start:end]


@pytest.mark.parametrize(
    "text",
    [
        "fri or sat",
        "monday 9am",
        "this weekend",
        "tomorrow",
        "el lunes",
        "mardi",
        "le mardi 13 octobre",
        "mardi prochain",
        "214 Andover",
        "",
    ],
)
def test_once_is_no_repeat(text: str) -> None:
    assert find_repeat(text) is None


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("pause two weeks", "2026-10-19 00:00"),
        ("pausa 2 semanas", "2026-10-19 00:00"),
        ("pause till aug 3", "2027-08-03 00:00"),
        ("pausa hasta el jueves", "2026-10-08 00:00"),
        ("pausa hasta el lunes", "2026-10-12 00:00"),
        ("a month", "2026-11-05 00:00"),
        ("pause until tomorrow", "2026-10-06 00:00"),
        ("away till 5pm", "2026-10-05 17:00"),
        ("pause 3 days", "2026-10-08 00:00"),
        ("pause this week", "2026-10-12 00:00"),
        ("pause me till 11/3", "2026-11-03 00:00"),
        ("pause till 3 nov", "2026-11-03 00:00"),
        ("away til 20", "2026-10-20 00:00"),
        ("pause d'une semaine", "2026-10-12 00:00"),
        ("pause a few weeks", "2026-10-26 00:00"),
        ("taking october off", "2026-11-01 00:00"),
        ("de vacaciones del 10 al 20", "2026-10-21 00:00"),
        ("till after thanksgiving", "2026-11-27 00:00"),
        ("not this week", "2026-10-12 00:00"),
    ],
)
def test_pauses(text: str, end: str) -> None:
    found = find_until(text, NOW)
    assert found is not None
    assert (found.start, found.end) == (NOW, datetime.fromisoformat(end).replace(tzinfo=ZONE))
    assert found.text in text


@pytest.mark.parametrize(
    ("text", "language"), [("pausa hasta 3/11", "es"), ("pause jusqu'au 3/11", "fr"), ("poz jiska 3/11", "ht")]
)
def test_the_day_comes_first_where_the_language_has_it_so(text: str, language: str) -> None:
    found = find_until(text, NOW, language)
    assert found is not None and found.end == datetime(2026, 11, 3, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("back on the 14th", "2026-10-14 00:00"),
        ("back monday", "2026-10-12 00:00"),
        ("back in 2 weeks", "2026-10-19 00:00"),
        ("back in november", "2026-11-01 00:00"),
        ("back next week", "2026-10-12 00:00"),
        ("back after the 20th", "2026-10-21 00:00"),
    ],
)
def test_the_first_day_back(text: str, end: str) -> None:
    found = find_until(text, NOW, back_at=4)
    assert found is not None and found.end == datetime.fromisoformat(end).replace(tzinfo=ZONE)


@pytest.mark.parametrize("text", ["pause until sept 1", "pause until 10/1", "pause until 10/1/2026"])
def test_a_day_that_is_over_ends_no_pause(text: str) -> None:
    found = find_until(text, NOW)
    assert found is not None and found.end is None


@pytest.mark.parametrize("text", ["pause", "stop", "pause pls", "ya", ""])
def test_a_pause_without_an_end(text: str) -> None:
    assert find_until(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("5-7pm", "en", "today 5pm-7pm"),
        ("tomorrow after 5", "en", "tomorrow after 5pm"),
        ("fri 2pm", "en", "Fri Oct 9 2pm"),
        ("by friday", "en", "by Fri Oct 9"),
        ("before fri", "en", "by Thu Oct 8"),
        ("tomorrow noon", "en", "tomorrow noon"),
        ("thurs 9:15am", "en", "Thu Oct 8 9:15am"),
        ("this weekend", "en", "Sat-Sun Oct 10-11"),
        ("tmrw b4 3", "en", "tomorrow by 3pm"),
        ("tmrw from 10:30 to 12:45", "en", "Tue 10:30am-12:45pm"),
        ("oct 28 from 10:30am to 12:45", "en", "Oct 28 10:30am-12:45pm"),
        ("soon", "en", "any time"),
        ("starting sat", "en", "from Sat Oct 10"),
        ("a partir del sabado", "es", "desde sab 10 oct"),
        ("sabado 14:00", "es", "sab 10 oct 14:00"),
        ("hoy", "es", "hoy"),
        ("mañana de 2 a 4", "es", "mañana 14:00-16:00"),
        ("hasta el viernes", "es", "hasta vie 9 oct"),
        ("el viernes despues de las 5", "es", "vie 9 oct desde 17:00"),
        ("cuando sea", "es", "cualquier hora"),
        ("samedi 14h", "fr", "sam 10 oct 14:00"),
        ("vendredi après 17h", "fr", "ven 9 oct après 17:00"),
        ("d'ici vendredi", "fr", "avant ven 9 oct"),
        ("demain midi", "fr", "demain midi"),
    ],
)
def test_saying(text: str, language: str, said: str) -> None:
    found = find_when(text, NOW, language)
    assert found is not None
    assert say_when(found[0].start, found[0].end, NOW, language) == said


moments = st.none() | st.integers(-6000, 20_000).map(lambda n: NOW + timedelta(hours=n, minutes=n % 7))


@given(moments, moments, st.sampled_from(["en", "es", "fr"]))
def test_what_we_say_is_short_and_plain(start: datetime | None, end: datetime | None, language: str) -> None:
    said = say_when(start, end, NOW, language)
    assert 0 < len(said) <= 22
    assert gsm7(said) == said
    assert not set("áíóú") & set(said)


pieces = st.sampled_from(
    [*ENGLISH, *SPANISH, *DATELESS, "14", ":", "/", "-", "th", "at", "a las", "ñ", "🙂", "feb 31"]
)


@settings(max_examples=150)
@given(st.lists(pieces, max_size=5).map(" ".join) | st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    found = find_when(text, NOW)
    if found:
        when, start, end = found
        assert when.text == text[start:end] != ""
        if when.start and when.end:
            assert when.start <= when.end
    repeat = find_repeat(text)
    assert repeat is None or repeat[0].text == text[repeat[1] : repeat[2]]
    until = find_until(text, NOW)
    assert until is None or until.end is None or until.end > NOW


EVERY_DAY: tuple[int, ...] = ()
WEEKDAYS = (1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    ("text", "days", "hours"),
    [
        ("weekdays anytime, nights no", WEEKDAYS, (None, None)),
        ("any night 8pm to 6am", EVERY_DAY, (20, 6)),
        ("any day 9-6", EVERY_DAY, (9, 18)),
        ("any day 8 to 8", EVERY_DAY, (8, 20)),
        ("usually after 4pm", EVERY_DAY, (16, None)),
        ("btw 8pm and 4am", EVERY_DAY, (20, 4)),
        ("fines de semana y tardes", EVERY_DAY, (None, None)),
        ("weekends and evenings", EVERY_DAY, (None, None)),
        ("mornings and evenings", EVERY_DAY, (None, None)),
        ("weekdays after 5 and weekends", (1, 2, 3, 4, 5, 6, 7), (None, None)),
        ("cualquier dia despues de las 3", EVERY_DAY, (15, None)),
        ("M W F 7AM", (1, 3, 5), (7, None)),
    ],
)
def test_a_helpers_hours_are_never_narrower_than_said(
    text: str, days: tuple[int, ...], hours: tuple[float | None, float | None]
) -> None:
    found = find_repeat(text)
    assert found is not None
    assert (found[0].days, (found[0].from_hour, found[0].to_hour)) == (days, hours)


def test_a_dog_is_walked_on_wednesday() -> None:
    found = find_when("walk my dog wed 2pm", NOW)
    assert found is not None and found[0].start == at("10-07", "14:00")


@pytest.mark.parametrize("today", [3, 4, 5])
def test_before_the_weekend_is_before_one_to_come(today: int) -> None:
    found = find_when("before the weekend", NOW.replace(day=today), "en")
    assert found is not None and found[0].end == at("10-10")

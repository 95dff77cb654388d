"""What the peers need of an instance: who may attend and lead what, and how long things are."""
import json
import time

KINDS = ("EDU", "RP", "HOL", "FAM", "IND")


class Week:
    """An instance with what follows from it."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.raw = raw = json.load(file)
        self.days, self.units, self.w = raw["days"], raw["units"], raw["w"]
        self.people, self.groups, self.staff = raw["participants"], raw["series"], raw["staff"]
        self.session = raw["ind_dur"]
        self.lengths = [raw["dur"][g["type"]] for g in self.groups]
        self.options = [raw["options"][g["type"]] for g in self.groups]

    def may_attend(self, p, g):
        person, group = self.people[p], self.groups[g]
        here = group["site"] == person["site"] or (group["site"] is None and person["tele_ok"])
        if group["type"] == "PROC":
            return here and group["track"] == person["track"]
        return here and (group["type"] != "FAM" or person["need"].get("FAM", 0) > 0)

    def may_lead(self, f, g):
        member, group = self.staff[f], self.groups[g]
        special = group["type"] == "PROC" and group["track"] != "general"
        return (
            member["site"] == group["site"]
            and group["type"] in member["creds"]
            and (not special or group["track"] in member["creds"])
        )

    def life(self, p, meetings, length):
        """What these hours cost somebody's life; None when they are not free."""
        total = 0
        for day, start in meetings:
            hours = self.people[p]["avail"][day][start : start + length]
            if min(hours) < 0:
                return None
            total += sum(hours)
        return total

    def on_duty(self, f, meetings, length):
        return all(all(self.staff[f]["avail"][d][s : s + length]) for d, s in meetings)


class CpuClock:
    """CPU seconds of this process, all threads, since it started: building the model counts."""

    def used(self):
        return time.process_time()


def write(path, groups, weeks):
    """The timetable's JSON: groups as {index: (option, leader)}, weeks as {person: ([groups], [[day, start]])}."""
    form = {
        "series": {str(g): {"o": o, "f": f} for g, (o, f) in groups.items()},
        "part": {str(p): {"series": sorted(gs), "ind": ind} for p, (gs, ind) in weeks.items()},
    }
    with open(path, "w", encoding="utf-8") as file:
        json.dump(form, file)

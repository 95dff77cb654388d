// Timefold on the whole problem, in Java, with an incremental score: its model of the week is written for this bench.
//
// Entities: a group chooses a pair of time option and leader that is on duty; a person has as many places as their plan
// has sessions and one to spare of each kind, and a place chooses a group; an individual session chooses its hour. All
// may stay empty. Seats, rooms and people in two places are hard. A week that breaks a person's own rules costs what no
// week costs, and a little more the further it is from keeping them: without that slope no week is ever begun.
import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;
import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;

public final class PeerTimefold {
    static final long SLOPE = 50;
    static int days, units, sessionLength;
    static int[] w; // the weights, in the order in which the script writes them
    static int[][][][] options; // by kind, option, meeting: day and start
    static int[] lengthOfKind;
    static Person[] people;
    static int[] leaderUnitsMax;
    static int[][] roomsOfSite;

    static final class Person {
        int acuity, counselor, cohort, dose;
        boolean wishesTelehealth;
        int[] need, life;
    }

    @PlanningEntity
    public static class Group {
        @PlanningId public String id;
        int index, kind, site, seats, smallest, topic;
        boolean telehealth;
        List<Integer> pairs;
        @PlanningVariable(valueRangeProviderRefs = "pairs", allowsUnassigned = true) public Integer pair;
        @ValueRangeProvider(id = "pairs") public List<Integer> getPairs() { return pairs; }
        public Group() {}
        int[][] meetings() { return options[kind][pair / 100_000]; }
        int leader() { return pair % 100_000; }
    }

    @PlanningEntity
    public static class Place {
        @PlanningId public String id;
        int person, kind;
        List<Integer> groups;
        @PlanningVariable(valueRangeProviderRefs = "groups", allowsUnassigned = true) public Integer group;
        @ValueRangeProvider(id = "groups") public List<Integer> getGroups() { return groups; }
        public Place() {}
    }

    @PlanningEntity
    public static class Session {
        @PlanningId public String id;
        int person;
        List<Integer> hours;
        @PlanningVariable(valueRangeProviderRefs = "hours", allowsUnassigned = true) public Integer hour;
        @ValueRangeProvider(id = "hours") public List<Integer> getHours() { return hours; }
        public Session() {}
    }

    @PlanningSolution
    public static class Week {
        @PlanningEntityCollectionProperty public List<Group> groups;
        @PlanningEntityCollectionProperty public List<Place> places;
        @PlanningEntityCollectionProperty public List<Session> sessions;
        @PlanningScore public HardSoftLongScore score;
        public Week() {}
    }

    /** Costs by person, group, leader and site; a change makes those it concerns dirty, and only they are counted anew. */
    public static class Score implements IncrementalScoreCalculator<Week, HardSoftLongScore> {
        Group[] groups;
        Place[][] places;
        Session[] sessions;
        int[] members;
        List<Set<Integer>> attends, led, caseload, atSite;
        long[] personSoft, groupSoft, groupHard, leaderHard, siteHard;
        BitSet dirtyPeople = new BitSet(), dirtyGroups = new BitSet(), dirtyLeaders = new BitSet(), dirtySites = new BitSet();
        long hard, soft;

        static List<Set<Integer>> sets(int n) {
            List<Set<Integer>> all = new ArrayList<>();
            for (int i = 0; i < n; i++) all.add(new TreeSet<>());
            return all;
        }

        @Override public void resetWorkingSolution(Week week) {
            groups = week.groups.toArray(new Group[0]);
            sessions = new Session[people.length];
            for (Session s : week.sessions) sessions[s.person] = s;
            places = new Place[people.length][];
            Map<Integer, List<Place>> of = new HashMap<>();
            for (Place p : week.places) of.computeIfAbsent(p.person, k -> new ArrayList<>()).add(p);
            for (int p = 0; p < people.length; p++) places[p] = of.getOrDefault(p, List.of()).toArray(new Place[0]);
            members = new int[groups.length];
            attends = sets(groups.length);
            led = sets(leaderUnitsMax.length);
            caseload = sets(leaderUnitsMax.length);
            atSite = sets(roomsOfSite.length);
            personSoft = new long[people.length];
            groupSoft = new long[groups.length];
            groupHard = new long[groups.length];
            leaderHard = new long[leaderUnitsMax.length];
            siteHard = new long[roomsOfSite.length];
            hard = soft = 0;
            for (Group g : groups) if (g.pair != null) { led.get(g.leader()).add(g.index); atSite(g, true); }
            for (Place p : week.places) if (p.group != null) { members[p.group]++; attends.get(p.group).add(p.person); }
            for (int p = 0; p < people.length; p++) caseload.get(people[p].counselor).add(p);
            dirtyPeople.set(0, people.length);
            dirtyGroups.set(0, groups.length);
            dirtyLeaders.set(0, leaderUnitsMax.length);
            dirtySites.set(0, roomsOfSite.length);
        }

        void atSite(Group g, boolean there) {
            if (g.telehealth || g.site < 0) return;
            if (there) atSite.get(g.site).add(g.index); else atSite.get(g.site).remove(g.index);
            dirtySites.set(g.site);
        }

        @Override public void beforeEntityAdded(Object e) {}
        @Override public void afterEntityAdded(Object e) {}
        @Override public void beforeEntityRemoved(Object e) {}
        @Override public void afterEntityRemoved(Object e) {}
        @Override public void beforeVariableChanged(Object e, String v) { touch(e, false); }
        @Override public void afterVariableChanged(Object e, String v) { touch(e, true); }

        void touch(Object entity, boolean after) {
            if (entity instanceof Group g) {
                dirtyGroups.set(g.index);
                for (int p : attends.get(g.index)) dirtyPeople.set(p);
                if (g.pair == null) return;
                dirtyLeaders.set(g.leader());
                if (after) led.get(g.leader()).add(g.index); else led.get(g.leader()).remove(g.index);
                atSite(g, after);
            } else if (entity instanceof Place p) {
                dirtyPeople.set(p.person);
                if (p.group == null) return;
                members[p.group] += after ? 1 : -1;
                boolean still = after;
                for (Place other : places[p.person]) still |= other != p && p.group.equals(other.group);
                if (still) attends.get(p.group).add(p.person); else attends.get(p.group).remove(p.person);
                dirtyGroups.set(p.group);
            } else if (entity instanceof Session s) {
                dirtyPeople.set(s.person);
                dirtyLeaders.set(people[s.person].counselor);
            }
        }

        @Override public HardSoftLongScore calculateScore() {
            for (int p = dirtyPeople.nextSetBit(0); p >= 0; p = dirtyPeople.nextSetBit(p + 1)) {
                long now = person(p, groups, places[p], sessions[p], null);
                soft += now - personSoft[p];
                personSoft[p] = now;
            }
            for (int g = dirtyGroups.nextSetBit(0); g >= 0; g = dirtyGroups.nextSetBit(g + 1)) {
                boolean runs = groups[g].pair != null;
                long s = runs ? (long) w[9] * groups[g].meetings().length + (long) w[10] * Math.max(0, groups[g].smallest - members[g]) : 0;
                long h = Math.max(0, members[g] - groups[g].seats);
                soft += s - groupSoft[g];
                hard += h - groupHard[g];
                groupSoft[g] = s;
                groupHard[g] = h;
            }
            for (int f = dirtyLeaders.nextSetBit(0); f >= 0; f = dirtyLeaders.nextSetBit(f + 1)) {
                long now = leader(f);
                hard += now - leaderHard[f];
                leaderHard[f] = now;
            }
            for (int k = dirtySites.nextSetBit(0); k >= 0; k = dirtySites.nextSetBit(k + 1)) {
                long now = rooms(k);
                hard += now - siteHard[k];
                siteHard[k] = now;
            }
            dirtyPeople.clear();
            dirtyGroups.clear();
            dirtyLeaders.clear();
            dirtySites.clear();
            return HardSoftLongScore.of(-hard, -soft);
        }

        long leader(int f) {
            long[] busy = new long[days];
            long clash = 0;
            int used = 0;
            for (int g : led.get(f)) {
                int n = lengthOfKind[groups[g].kind];
                for (int[] m : groups[g].meetings()) {
                    clash += put(busy, m[0], m[1], n);
                    used += n;
                }
            }
            for (int p : caseload.get(f)) {
                Integer hour = sessions[p].hour;
                if (hour == null) continue;
                clash += put(busy, hour / units, hour % units, sessionLength);
                used += sessionLength;
            }
            return clash + Math.max(0, used - leaderUnitsMax[f]);
        }

        long rooms(int site) {
            int[] rooms = roomsOfSite[site];
            long broken = 0;
            for (int level : new TreeSet<>(atSite.get(site).stream().map(g -> groups[g].seats).toList())) {
                int has = 0;
                for (int seats : rooms) if (seats >= level) has++;
                int[] used = new int[days * units];
                for (int g : atSite.get(site)) {
                    if (groups[g].seats < level) continue;
                    for (int[] m : groups[g].meetings())
                        for (int u = 0; u < lengthOfKind[groups[g].kind]; u++)
                            if (++used[m[0] * units + m[1] + u] > has) broken++;
                }
            }
            return broken;
        }
    }

    static int put(long[] busy, int day, int start, int n) {
        long mask = ((1L << n) - 1) << start;
        int clash = Long.bitCount(busy[day] & mask);
        busy[day] |= mask;
        return clash;
    }

    /** The cost of a week; what is broken in it is counted into broken[0] when asked for. */
    static long person(int index, Group[] groups, Place[] places, Session session, int[] broken) {
        Person p = people[index];
        long[] busy = new long[days];
        int[] count = new int[6];
        long cost = 0;
        int wrong = 0;
        long topics = 0;
        for (Place place : places) {
            if (place.group == null) continue;
            Group g = groups[place.group];
            count[g.kind]++;
            if (g.pair == null) { wrong += 4; continue; }
            for (int[] m : g.meetings()) {
                int n = lengthOfKind[g.kind];
                wrong += put(busy, m[0], m[1], n);
                for (int u = m[1]; u < m[1] + n; u++) {
                    int life = p.life[m[0] * units + u];
                    if (life < 0) wrong++; else cost += life;
                }
            }
            if (g.kind == 1 && g.topic >= 0) {
                if ((topics >> g.topic & 1) == 1) wrong++;
                topics |= 1L << g.topic;
            }
            if (g.telehealth && !p.wishesTelehealth) cost += w[8];
            if (g.kind == 0 && p.cohort >= 0 && p.cohort != g.index) cost += w[7];
        }
        if (session.hour != null) {
            count[5]++;
            int d = session.hour / units, s = session.hour % units;
            wrong += put(busy, d, s, sessionLength);
            for (int u = s; u < s + sessionLength; u++) cost += Math.max(0, p.life[d * units + u]);
        }
        if (count[0] != 1) wrong += 6;
        for (int k = 1; k < 6; k++) cost += (long) w[k] * Math.max(0, p.need[k] - count[k]);
        int total = 0, attended = 0;
        for (int d = 0; d < days; d++) {
            if (busy[d] == 0) continue;
            attended++;
            int n = Long.bitCount(busy[d]);
            int span = 64 - Long.numberOfLeadingZeros(busy[d]) - Long.numberOfTrailingZeros(busy[d]);
            total += n;
            wrong += Math.max(0, w[14] - n) + Math.max(0, n - w[15]) + Math.max(0, span - w[16]);
            cost += (long) w[6] * (span - n);
        }
        wrong += Math.max(0, w[17] - total) + 4 * (Math.max(0, w[12] - attended) + Math.max(0, attended - w[13]));
        cost += (long) w[11] * Math.max(0, p.dose - total) + (long) w[18] * Math.max(0, attended - w[12]);
        if (broken != null) broken[0] = wrong;
        return wrong == 0 ? cost : (long) w[0] * p.acuity + SLOPE * wrong;
    }

    static StringTokenizer in;

    static int next() { return Integer.parseInt(in.nextToken()); }

    static int[] list() {
        int[] all = new int[next()];
        for (int i = 0; i < all.length; i++) all[i] = next();
        return all;
    }

    static List<Integer> boxed() { return Arrays.stream(list()).boxed().toList(); }

    static Week read(String path) throws Exception {
        in = new StringTokenizer(Files.readString(Path.of(path)));
        days = next();
        units = next();
        sessionLength = next();
        w = list();
        lengthOfKind = list();
        options = new int[5][][][];
        for (int k = 0; k < 5; k++) {
            options[k] = new int[next()][][];
            for (int o = 0; o < options[k].length; o++) {
                options[k][o] = new int[next()][];
                for (int m = 0; m < options[k][o].length; m++) options[k][o][m] = new int[] {next(), next()};
            }
        }
        roomsOfSite = new int[next()][];
        for (int s = 0; s < roomsOfSite.length; s++) roomsOfSite[s] = list();
        leaderUnitsMax = list();
        Week week = new Week();
        week.groups = new ArrayList<>();
        week.places = new ArrayList<>();
        week.sessions = new ArrayList<>();
        int n = next();
        for (int i = 0; i < n; i++) {
            Group g = new Group();
            g.id = "g" + i;
            g.index = i;
            g.kind = next();
            g.site = next();
            g.seats = next();
            g.smallest = next();
            g.topic = next();
            g.telehealth = next() == 1;
            g.pairs = boxed();
            week.groups.add(g);
        }
        people = new Person[next()];
        for (int i = 0; i < people.length; i++) {
            Person p = people[i] = new Person();
            p.acuity = next();
            p.counselor = next();
            p.cohort = next();
            p.dose = next();
            p.wishesTelehealth = next() == 1;
            p.need = list();
            p.life = list();
            for (int k = 0; k < 5; k++) {
                int count = next();
                List<Integer> eligible = boxed();
                for (int c = 0; c < count; c++) {
                    Place place = new Place();
                    place.id = "p" + i + "." + k + "." + c;
                    place.person = i;
                    place.kind = k;
                    place.groups = eligible;
                    week.places.add(place);
                }
            }
            Session session = new Session();
            session.id = "s" + i;
            session.person = i;
            session.hours = boxed();
            week.sessions.add(session);
        }
        return week;
    }

    public static void main(String[] a) throws Exception {
        double seconds = Double.parseDouble(a[1]);
        var cpu = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Week week = read(a[0]);
        SolverConfig config = new SolverConfig()
            .withSolutionClass(Week.class)
            .withEntityClasses(Group.class, Place.class, Session.class)
            .withRandomSeed(Long.parseLong(a[2]))
            .withScoreDirectorFactory(new ScoreDirectorFactoryConfig().withIncrementalScoreCalculatorClass(Score.class));
        Solver<Week> solver = SolverFactory.<Week>create(config).buildSolver();
        List<String> trace = new ArrayList<>();
        solver.addEventListener(e -> {
            HardSoftLongScore s = (HardSoftLongScore) e.getNewBestScore();
            if (s.hardScore() == 0) trace.add("[" + cpu.getProcessCpuTime() / 1e9 + "," + -s.softScore() + "]");
        });
        Thread watch = new Thread(() -> {
            try {
                while (cpu.getProcessCpuTime() < seconds * 1e9) Thread.sleep(50);
            } catch (InterruptedException e) {
                return;
            }
            solver.terminateEarly();
        });
        watch.setDaemon(true);
        watch.start();
        Week best = solver.solve(week);
        StringBuilder out = new StringBuilder("{\"hard\":" + -best.score.hardScore() + ",\"trace\":" + trace + ",\"groups\":[");
        for (Group g : best.groups) if (g.pair != null) out.append("[" + g.index + "," + g.pair / 100_000 + "," + g.leader() + "],");
        out.append("[]],\"weeks\":[");
        Score score = new Score();
        score.resetWorkingSolution(best);
        for (int p = 0; p < people.length; p++) {
            int[] broken = {0};
            person(p, score.groups, score.places[p], score.sessions[p], broken);
            if (broken[0] > 0) continue;
            StringBuilder groups = new StringBuilder();
            for (Place place : score.places[p]) if (place.group != null) groups.append(groups.isEmpty() ? "" : ",").append(place.group);
            Integer hour = score.sessions[p].hour;
            out.append("[" + p + ",[" + groups + "]," + (hour == null ? -1 : hour) + "],");
        }
        System.out.println(out.append("[]]}"));
    }
}

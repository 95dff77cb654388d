# What else somebody’s life holds.

life-frame = Life
life-title = Your life outside
life-lead = Work, school, children, appointments: your week here is fitted around them.
life-add = Add something
life-vacation = Vacation
life-shifts = Shifts that change by week
life-single = One date
life-coming = The coming weeks
life-session = here
life-till = until { $time }
life-week-number = Week { $number }
life-week-off = free
life-shifts-over = { $count ->
    [one] The same shifts each week
   *[other] Shifts that begin again after { $count } weeks
 }
life-no-longer = Your week here no longer fits
life-lies = Something in your life is at the time of a session here.
life-would-fit = This would fit, from { $day } on:
life-no-week = No week that fits was found just now.
life-talk = Nothing changes by itself. Talk with your team about what would fit.
life-none-planned = None
life-told = Said at the assessment
life-told-hard = What cannot move
life-told-rather-not = Times you would rather keep free
life-told-minutes = Minutes to get here
life-told-video = Whether video is possible
life-enter = Enter it
life-nothing = Nothing here yet
life-nothing-more = Add what cannot move, such as work or school, and what you would rather keep free.
life-change = Change
life-remove = Remove
life-from = from { $day }
life-until = until { $day }
life-there-and-back = { $count ->
    [one] { $count } minute there, { $back } back, { $way }
   *[other] { $count } minutes there, { $back } back, { $way }
 }
life-week = The week
life-every = { $days }, every { $weeks } weeks
life-next = { $what }, next on { $day }

# Whether this is right.
life-right = Is this right? Then save it
life-would-be = This is when it would be:
life-clashes = It lies on these sessions:
life-more = And on { $count } more in the next weeks.
life-means = What this means
life-away-clashes = These sessions will be excused:
life-no-clashes = No session here is at that time.

# The form.
life-change-this = Change { $what }
life-save = Save
life-cancel = Cancel
life-back = Back
life-what = What is it?
life-own-word = Your own word for it
life-can-move = Can it move?
life-fixed-hint = Nothing is planned over it.
life-rather-not-hint = Kept free where possible.
life-often = How often?
life-often-hint = Shifts that change by week have a form of their own. Every few weeks begins with the first such day on or after the first date.
life-every-week = Every week
life-every-weeks = Every { $weeks } weeks
life-once = Once
life-days = Days
life-days-hint = Not needed for something that happens once.
life-start = From
life-start-hint = For example 5:30 pm, 17:30 or 1730
life-end = To
life-end-hint = For example 8:30 pm; a night shift ends on the next day
life-first = First date
life-first-hint = For example Apr 14, 2026
life-last = Last date
life-last-hint = For example Jun 12, 2026
life-once-date = For something that happens once, the first date is the day.
life-templates = Start from
life-weeks = After how many weeks does it begin again?
life-weeks-hint = Leave a week without days if you are free then.
life-weeks-count = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
 }
life-other-times = Week { $number }: other days at other times
life-anchor = A day in week 1
life-anchor-hint = After the last week comes week 1 again, counted from here.
life-away-first = First day away
life-away-last = Last day away
life-away-last-hint = For example Jun 12, 2026
life-away-excused = Sessions on these days are excused. The place in the groups stays.
life-way = The way there and back
life-way-more = Time between us and it, so that nothing here begins while you are on your way.
life-how = How
life-from-here = Minutes from here to it
life-to-here = Minutes from it to here

# Getting here.
life-getting = Getting here
life-getting-about = how to get here
life-getting-unasked = Nobody asked yet. Until then no time for the way is counted, and sessions are planned in person.
life-the-way = The way
life-video = Sessions by video
life-groups = Groups for
life-not-counted = Not counted
life-one-way = { $count ->
    [one] { $way }, { $count } minute one way
   *[other] { $way }, { $count } minutes one way
 }
life-usually = How do you usually get here?
life-minutes = Minutes one way
life-minutes-hint = It is counted before and after each day here.
life-video-hint = They need a private room and a connection.
life-groups-hint = Some groups are held for people who share something. “Everybody” fits most.

# The answers of lists.
kind-work = Work
kind-school = School
kind-caregiving = Looking after somebody
kind-court = Court or supervision
kind-medical = Medical
kind-vacation = Vacation
kind-other = Something else
firmness-fixed = Cannot move
firmness-rather_not = Rather not
way-none = No way to count
way-car = By car
way-bus = By bus
video-no = Only in person
video-possible = Video is possible
video-wished = Video is preferred
track-general = Everybody
track-morning = Morning
track-day = Day
track-afternoon = Afternoon
track-evening = Evening
track-women = Women
track-men = Men
track-young_adult = Young adults
track-co_occurring = Co-occurring conditions
track-lgbtq = LGBTQ+
track-veterans = Veterans
track-spanish = Spanish
template-early_late = Early and late weeks
template-two_two_three = 2-2-3
template-nights = Nights
template-term = School term

# What has to be mended, in a language whose sentences the rules themselves do not have.
life-mend-kind = Choose what it is.
life-mend-label = Shorten your own word to one line.
life-mend-firmness = Choose whether it can move.
life-mend-often = Choose how often it happens.
life-mend-days = Choose at least one day.
life-mend-weeks = Choose 1 to 8 weeks, and the days of at least one of them. Two times of one day can not lie on each other.
life-mend-anchor = Type a day in week 1 like Apr 14, 2026.
life-mend-turn_days = Choose the days with these times, or leave the times empty.
life-mend-turn_start = Type the time at which it begins, like 9:00 am or 17:30.
life-mend-turn_end = Type the time at which it ends, like 5:00 pm or 17:30.
life-mend-start = Type the time at which it begins, like 9:00 am or 17:30.
life-mend-end = Type the time at which it ends, like 5:00 pm or 17:30. Nothing lasts longer than 24 hours.
life-mend-from = Type the first date like Apr 14, 2026. Something that happens once has to be still ahead.
life-mend-until = Type a last date that is still ahead and comes after the first one, or leave it empty. One of the days has to be in between.
life-away-mend-from = Type the first day away like Apr 14, 2026.
life-away-mend-until = Type the last day away like Apr 20, 2026. It has to be still ahead, not before the first, and at most 60 days in all.
life-mend-by = Choose how you get there, or leave the minutes empty.
life-mend-travel_before = Type the minutes of the way, from 0 to 180.
life-mend-travel_after = Type the minutes of the way, from 0 to 180.
life-mend-minutes = Type the minutes one way, from 0 to 300, and choose how you get here; or leave them empty.
life-mend-telehealth = Choose one of these.
life-mend-track = Choose one of these.

# What a person in care opens on, their hours and how they arrive.

today-title = Today
today-hello = Hello, { $name }
today-plan = My safety plan
today-thanks = Thank you for being there
today-thanks-more = Somebody in care chose you as support. What they decide to share with you will be here.
today-nothing = Nothing here yet
today-nothing-more = Once you have begun, your days will be here.
today-week = { $day }. This is week { $week } of your program.
today-questions = Questions for you
today-asks = Your team asks you to answer { $count ->
    [one] a questionnaire
   *[other] { $count } questionnaires
 }.
today-answer = Answer now
today-program = Your program
today-at = At { $site }.
today-open = Open today: { $hours }.
today-closed = Closed today.
today-counselor = Your counselor
today-telephone = Telephone { $number }
today-no-counselor = You will hear who it is soon. Until then, call the site.
today-hours = When { $site } is open
today-zone = Times are local ({ $zone }).
today-next = Your next session
today-makeup = make-up
today-video = Join by video
today-telehealth = Telehealth.
today-undecided = Not decided.
today-no-more = Nothing is planned for the next four weeks. Your counselor can tell you when you come next.
today-now = Now, until { $time }
today-minutes = In { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
 }
today-later = Today, { $time }
today-tomorrow = Tomorrow, { $time }
today-soon = { $day }, { $time }
today-in-room = In { $room }, { $site }.
today-call = Late, or not able to come? Call us:
# What changed of their times, until they say that they know.
today-changed = Your times have changed
today-change-new = New: { $when }.
today-change-off = Off: { $when }.
today-change-moved = { $when } is now { $then }.
today-change-elsewhere = { $when } is in another place.
today-change-leader = { $when } is now led by { $name }.
today-change-more = There is more. Your week shows all of it.
today-change-seen = Got it
today-ahead = Your next seven days
today-whole-week = See the whole week
today-own-hours = Your hours this week
today-hours-done = Your hours for this week are complete.
today-hours-short = Your sessions this week do not add up to all your hours any more. Your counselor can add one; you can ask them.
today-no-hours = Your program has no fixed number of hours a week.

# The levels of care.
level-outpatient = Outpatient care
level-intensive_outpatient = Intensive outpatient program
level-partial_hospitalization = Partial hospitalization
level-residential = Inpatient or residential care
level-detox = Medical detox

# The hours of a week as a bar.
hours-kept = { $kept } kept of { $of }
hours-possible = { $kept }, { $left } still possible

# Arriving, and the screen by the door.
arrive-title = When you arrive
arrive-in = You are checked in.
arrive-again = For the session after it, type this at the screen by the door:
arrive-type = Type this at the screen by the door:
arrive-check-in = Check in
arrive-lead = Type your code when you come in.
arrive-code = Your code
arrive-code-hint = Six digits. On your phone, they are on the page for today, from an hour before you begin.
arrive-mend-code = Type the six digits that your phone shows. If they do not work, tell somebody on staff that you are here.
arrive-wait-seconds = Too many codes did not work. Wait { $count ->
    [one] 1 second
   *[other] { $count } seconds
 }, or tell somebody on staff that you are here.
arrive-wait-minutes = Too many codes did not work. Wait { $minutes } minutes, or tell somebody on staff that you are here.

# Questions that somebody answers alone, and help that comes first.

asked-title = Questions for you
asked-frame = Questions
asked-today = Today
asked-none = Nothing to answer
asked-none-more = When your team asks you something, it will be here.
asked-count = { $count ->
    [one] { $count } question, about { $recall }.
   *[other] { $count } questions, about { $recall }.
 }
asked-answer = Answer now
asked-about = About { $recall }. You can leave out what you would rather not answer.
asked-in-english = The questions are in the words of their authors.
asked-declined = I would rather not say
asked-allowed = { $from } to { $to }
asked-at = { $at } of { $of }
asked-next = Next
asked-back-one = Back one question
asked-send = Send to my team
asked-mend = Choose one of the answers, or leave it out.
asked-thanks = Thank you
asked-can-read = Your team can read your answers now. You can talk about them the next time you meet.
asked-where = What you are asked to answer is on your page for today.
asked-back = Back to today
asked-help = Help now
asked-not-alone = You do not have to be alone with this
asked-dangerous = What you told us, or would rather not say, can be dangerous.
asked-talking = Talking to somebody helps, now rather than later.
asked-call-now = Call now
asked-call = Call { $number }
asked-line = The crisis line, day and night.
asked-emergency = In immediate danger call
asked-told = Your answer is on your team’s list of what comes first. Do not wait for them to call: call now if you need somebody.
asked-untold = Opening this page tells nobody. If you want your team to know, call them or tell the first of them you meet.
asked-go = If you can, go to somebody you trust, and move away from anything you could harm yourself with.
asked-plan = My safety plan
asked-plan-more = what helps you, and whom you can call.

# The time that questions are about.
asked-year = the past year
asked-week = the past 7 days
asked-past-week = the past week
asked-month = the past 30 days
asked-past-month = the past month
asked-two-weeks = the last 2 weeks
asked-twelve-months = the past 12 months
asked-now = now
asked-lifetime = the past month; behavior in a lifetime and the past 3 months
asked-ever = ever; the past 30 and 90 days; now
asked-parts = part 1 the past 12 months, part 2 the past 3 months

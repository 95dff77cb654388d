# Messages that leave the house: mail, drafts that somebody sends, calls to browsers. Others may read them, so they are
# about nobody and do not say what for. A list in the tests says what may be put into them.

mail-welcome-subject = Set up your sign-in
mail-welcome-text =
    Hello,

    Use this link to set up how you sign in. It works once, within { $hours } hours:

    { $link }

    If you did not expect this message, you can ignore it.

mail-redirected-subject = Your sign-in address was changed
mail-redirected-text =
    Hello,

    Another address than this one is used to sign in from now on, and earlier links that came here no longer work. If you did not ask for this, tell the people who sent you those links, by telephone or in person.

mail-code-subject = Your sign-in code
mail-code-text =
    Hello,

    Your code is { $code }. It works once, within { $minutes } minutes.

    If you did not just try to sign in, you can ignore this message; nobody can sign in without the code.

# An appointment, how it is answered, and what follows where there is a number to call. A reminder of it goes on in the
# same way.
mail-appointment-subject = Appointment
mail-appointment-text =
    Hello,

    Your appointment: { $when }
mail-appointment-answer =
    Does this time work for you? You can say yes, ask for another time, or ask for a call. You do not have to sign in:

    { $link }
mail-appointment-change = To change it, call { $phone }.
mail-reminder-subject = Your appointment is coming up
mail-reminder-text =
    Hello,

    Your appointment: { $when }

# Other times than before. What is put in is one of the drafts below.
mail-times-subject = Your times have changed
mail-times-text =
    Hello,

    { $times }

# For one week, a line for each time.
mail-week-once =
    Your times this week have changed:

    { $times }

    If this does not work for you, please call us.
mail-week-moved = { $when }: moved to { $then }
mail-week-cancelled = { $when }: cancelled
mail-week-video = { $when }: by video, not in person
mail-week-back = { $when }: as it was before
mail-week-dropped = { $when }: not this week
mail-week-new = { $when }: new
mail-week-differs = { $when }: not as before

# After a change that is not drafted: a line for each time, as above.
mail-week-changes =
    Your times have changed:

    { $times }

    Sign in to see where.
mail-week-more = More times have changed. Sign in to see all of them.
mail-week-call = If this does not work for you, call { $phone }.

# From one week on, a line for each time.
mail-week-lasting =
    From { $day } your weekly times are:

    { $times }

    Sign in to see more. If this does not work for you, please call us.
mail-week-each = { $weekday }, { $from } to { $to }
mail-week-each-off = { $weekday }, { $from } to { $to } (not on { $day })
# Where the times are not the same each week: above those of a week, and below the last.
mail-week-turn = In the week of { $day }:
mail-week-again = From { $day } it starts over.

# To those who work here.
mail-trial-subject = Mail works
mail-trial-text =
    Hello,

    This message was sent from the settings to see whether mail arrives. It did.

    There is nothing to do.

mail-yes-subject = A yes or no is waiting for you
mail-yes-text =
    Hello,

    A colleague asked for a role, or another e-mail address, for somebody who works here. Please say yes or no:

    { $link }

mail-review-subject = A review is waiting for you
mail-review-text =
    Hello,

    A record was opened in an emergency. Please review it:

    { $link }

mail-open-subject = Please open the program now
mail-open-text =
    Hello,

    Please open the program now:

    { $link }

    If you cannot, call the colleague who is next.

# All that a call to a browser says.
mail-call = Stepwell: please open the program

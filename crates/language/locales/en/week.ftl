# One’s own week, and the calendar of it.

week-title = Your week
week-plain-title = Week
week-of = Week of { $day }
week-times-in = Week of { $day }, times in { $zone }
week-span = { $from } to { $to }.
week-meetings = { $count ->
    [one] One meeting, { $hours }.
   *[other] { $count } meetings, { $hours } together.
 }
week-nothing = Nothing planned this week
week-nothing-more = Sessions appear here as soon as a week is made.
week-by-day = Day by day
week-print = Print on one page
week-printed = Printed { $day }.
week-printed-for = For { $name }. Printed { $day }.
week-to-calendar = Put it into the calendar of your phone
week-names = What meetings are called here
week-with-names = With names
week-all-called = All called “{ $word }”
week-moved = moved from { $day }
week-with = with { $names }
week-today = today
week-free = Nothing planned
week-telehealth = Telehealth
week-committed = Committed
week-rather-not = Rather not
week-called-off = Called off
week-to = to
week-draw = Drag over a free time to add something, or drag a block to move it. With a finger, rest a moment first.

# The calendar of a phone.
calendar-title = Your calendar
calendar-lead = Subscribe to this address in the calendar of your phone, and your times are there and stay right. Nobody who sees them learns what they are.
calendar-address = The address
calendar-once = This is shown once.
calendar-once-more = Copy it now, or open it on this phone. It is like a key: whoever has it can read your times.
calendar-secret = Secret address
calendar-open = Add to the calendar on this device
calendar-made = You have an address, made on { $day }.
calendar-read = It was last read on { $day }.
calendar-unread = It was not read yet.
calendar-lost = It cannot be shown again. If you lost it, or somebody else may have it, make a new one: the old one stops at once.
calendar-new = Make a new address
calendar-none = You have no address. Until you make one, nothing can be read without signing in.
calendar-make = Make an address
calendar-stop = Stop sharing
calendar-says = What it says
calendar-calls = What your calendar calls them
calendar-other = A word of your own
calendar-word = Your own word
calendar-word-hint = Only if you chose a word of your own.
calendar-place = Say where they are
calendar-groups = Call the groups you lead by their names
calendar-no-names = Names of people are never in it. What is called off stays visible as called off.
calendar-mend-title = Choose what your calendar calls them.
calendar-mend-word = Type the word that your calendar shows, of 40 characters at most.
title-appointment = Appointment
title-meeting = Meeting
title-class = Class
title-busy = Busy
title-study = Study group

### Everything that people read, in English. The other files beside this one are its translations.
###
### The syntax is Fluent's: https://projectfluent.org/fluent/guide/. A test compares the files: each needs every
### message, with the same variables.
###
### - { $site } is the name of the site.
### - A variable such as { $device } is a name that people chose, or a time.
### - <link>…</link> is a link or another element: keep it around the words that it belongs to.

## The frame of every page

page-description = See every device that is signed in to your account, and sign any of them out.
nav-skip = Skip to the content
nav-account = Your account
nav-devices = Devices
nav-activity = Activity
nav-settings = Account
device-back = All devices
sign-out = Sign out
cancel = Cancel
save = Save
change = Change
continue = Continue
undo = Undo
done = Done.
language = Language

## Fields

email = Email
password = Password
current-password = Current password
new-password = New password
password-hint = At least 8 characters of any kind. A few unrelated words make a good one.
password-suggest = Suggest a passphrase
password-show = Show
password-hide = Hide
# $duration: '10 minutes'.
password-lasts = You won't be asked again for { $duration }.

## Times

time-just-now = just now
time-active-now = Active now
# $ago: '5 minutes ago'.
time-active = Active { $ago }
# These stand after 'for' and 'after', one after the other: '1 day 12 hours'.
time-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
time-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
time-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
time-seconds =
    { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }

## Locations

location-unknown = Unknown location
location-local = Local network
location-not-kept = Place not kept
# $city is a name, $country too: 'Lyon, France'.
location-city = { $city }, { $country }

## Account

account-title = Account
account-sign-in = Sign-in
account-change-email = Change email address
account-password-note = You can sign out your other devices when you change it.
account-change-password = Change password
account-data = Privacy and data
account-location = Location privacy
account-location-city = City and country are stored.
account-location-country = Only the country is stored.
account-location-none = No location is stored.
account-change-location = Change location privacy
account-your-data = Your data
account-your-data-note = Everything we store about you, as JSON.
account-download = Download
account-download-your-data = Download your data
account-language = Language
account-language-note = For your pages and emails.
account-danger = Danger zone
account-delete = Delete account
account-delete-note = Signs out every device and deletes everything at once.
account-delete-button = Delete

## Location privacy

privacy-title = Location privacy
# $address: an IP address. $location: 'Lyon, France'.
privacy-seen = { $site } sees this device at { $address }: { $location }. Locations are looked up on this server: no address leaves it.
privacy-wrong = If this isn't your address, all your devices look alike here. Tell the administrator of this server.
privacy-question = How precisely to store locations
privacy-city = The city
privacy-city-note = If this server's data has it
privacy-country = The country
privacy-country-note = No city, no coordinates
privacy-none = Nothing
privacy-none-note = No location is stored, so an unusual one can't be noticed
privacy-less = Storing less also erases the more precise locations stored before.

## Change email address

change-email-title = Change email address
change-email-lead = From then on you sign in with the new address. We notify the old one.
change-email-new = New email
change-email-button = Change address

## Download your data

download-title = Download your data
download-lead = Everything we store about you: your account, devices and activity, as JSON.
download-button = Download

## Delete account

delete-title = Delete account
delete-lead = Signs out every device and deletes everything we store about you at once. This can't be undone.
delete-button = Delete my account

## Forgot your password?

forgotten-title = Forgot your password?
forgotten-lead = We send you a link to choose a new one.
forgotten-button = Send the link
forgotten-back = Back to sign in

## A link confirms an address

confirm-title = Confirm your address
confirm-lead = One step to go.
confirm-creates = This creates an account for { $email }.
confirm-changes = From now on your account uses the address { $email }.
confirm-password = The password you chose
confirm-create = Create account
confirm-button = Confirm

## A locked device

unlock-title = Enter your password
unlock-locked = You locked this device. It is still signed in as { $email }.
unlock-not-locked = This device isn't locked. It is still signed in as { $email }.
unlock-button = Unlock
unlock-sign-out = Sign out instead

## 'This wasn't me' of an email

disown-title = This wasn't me
disown-lead = Sign out a device that isn't yours.
disown-over = This link was already used, has expired, or the device has been recognised since. If you don't recognise a device, sign in and sign it out, or <link>choose a new password</link>.
disown-signed-in = It is signed out at once, and we email you a link to choose a new password.
disown-signed-out = It is already signed out. We email you a link to choose a new password.
disown-button = Sign it out
disown-send = Send me the link
go-to-sign-in = Go to sign in

## 'This was me' of an email

recognise-title = This was me
recognise-lead = Confirm a device that is yours.
recognise-done = Thank you.
recognise-over = This link was already used, has expired, or the device was reported as not yours. Sign in on that device: you can request a new link from its list of devices.
recognise-note = It will be able to sign out your other devices and change your password and email address. If this wasn't you, close this page.
recognise-button = Yes, it is mine

# $location: 'Lyon, France'. $active: 'Active 5 minutes ago'.
linked-device = { $location } · { $active }

## 'Restore this address' of an email

undo-title = Restore your address
undo-lead = Undo a change of your account's email address.
undo-over = This link was already used, has expired, or is void because an earlier change was undone. If you can't get into your account, contact the administrator of this server.
undo-note = Your account gets the address { $email } back. Every device is signed out, and we email you a link to choose a new password.
undo-button = Restore address

## Taking back what was done to a device

take-back-lock = Unlock { $device }?
take-back-tonight = Keep { $device } signed in?
take-back-recognition = Is { $device } not yours after all?

## After 'Not me'

task = To do
task-note = Somebody else knows your password. Until you change it, nobody can sign in on a device you haven't recognised.
task-button = Change password

## What was done

# In place of the name of a device that is not known.
said-the-device = The device
said-signed-out = You are signed out.
said-device-signed-out = { $device } is signed out.
said-others-signed-out = All other devices are signed out.
said-chosen-signed-out = These devices are signed out.
said-signs-out-tonight = { $device } will be signed out tonight.
said-locked = { $device } is locked until the password is entered there.
said-recognised = { $device } is now recognised.
said-several-recognised = These devices are now recognised.
said-unlocked = { $device } is unlocked.
said-stays-signed-in = { $device } stays signed in.
said-not-recognised = { $device } is not recognised any more.
said-renamed = Renamed to { $device }.
said-not-mine = { $device } is signed out. Choose a new password, so that nobody can sign in with the old one.
said-link-sent = We sent the link to your email address. It works once, for a week.
said-password-changed = Your password was changed.
said-password-reset = Your password was changed and every device was signed out. Sign in with the new password.
said-email-changed = Your email address was changed.
said-email-sent = Check the inbox of the new address. The link we sent there completes the change.
said-precision-set = Your choice of location privacy is saved.
said-language-set = The language is saved.
said-account-deleted = Your account was deleted, with everything that was stored about you.
said-sign-up-sent = Check your inbox (and spam). The link we sent works once, for 30 minutes.
said-reset-sent = If there is an account with this address, we sent it an email. The link in it works once, for 30 minutes.
said-disowned-and-sent = The device is signed out. Check your email again: we sent a link to choose a new password. The person who used that device knows the old one.
said-disowned = The device is signed out. The account has a different email address now. If you didn't change it, contact the administrator of this server.
said-recognised-by-link = The device is confirmed. It can now do everything your other confirmed devices can.
said-email-restored = Your account has its earlier address again, and every device is signed out. We sent a link to that address. Use it to choose a new password: the person who changed the address knew the old one.

## Why a device is flagged

flag-new = New
flag-returned = Signed in again
flag-new-country = New country
flag-fast-travel = Unlikely travel
reason-new-own = You haven't confirmed this device yet. To do so, open { $site } on a device you used before, or the link in the email about this sign-in.
reason-new = Your account was never used on this device before. Choose 'Yes, it was me' and we'll stop flagging it.
reason-new-country = It was used in { $location }, in a country where none of your recognised devices was before. Were you travelling, or using a VPN?
reason-fast-travel = It was used in { $location } so soon after your account was used far away that no flight is that fast. A VPN can look like this.
reason-returned = You signed this device out, and it has signed in again since, with your password. If that wasn't you, choose 'Not me'.

## What can't be shown

failed = That didn't work
failed-device = Device not found
failed-link = This link doesn't work any more
refused-not-found = Not found
refused-busy = Back in a moment
refused-often = Not so fast
refused-internal = Something went wrong
refused-home = Go to your devices
refused-again = Try again

## Devices

devices-only-this = Only this device is signed in.
devices-signed-in =
    { $count ->
        [one] { $count } device is signed in.
       *[other] { $count } devices are signed in.
    }
devices-listed =
    { $count ->
        [one] { $count } device is listed.
       *[other] { $count } devices are listed.
    }
devices-sign-out-others = Sign out all others
devices-sign-out-these = Sign these out
devices-this = This device
devices-asked = Needs your answer
devices-others = Other devices
devices-none = No device matches.
devices-show-all = Show all devices
devices-chosen = With the devices you chose:
devices-chosen-mine = They are mine
devices-unconfirmed = You haven't confirmed this device yet. Until then it can't sign out your confirmed devices or change your account. Confirm it on a device you used before, or with the link in the email about this sign-in.
devices-send-link = Send the link again
devices-help = How are devices identified?
devices-help-text = By a cookie that stays when you sign out: if you sign in again in the same browser, it keeps its place in this list. Clearing cookies, a private window or another browser makes a new device. Sign the old one out then. Names are what devices say about themselves. Locations are roughly where their internet addresses are registered.
devices-forgotten =
    { $count ->
        [one] { $count } device has not been used for 60 days. <link>Sign it out?</link>
       *[other] { $count } devices have not been used for 60 days. <link>Sign them out?</link>
    }
devices-search = Search devices
devices-search-hint = Search name or location
devices-search-button = Search
devices-order = Order
devices-which = Which devices
devices-all = All
devices-previous = Previous
devices-more = Show more
empty-first = Just this one, so far
empty = No other device is signed in
empty-note = When you sign in somewhere else, that device appears here, and you can sign it out from this page.
empty-try = To see it at once, open a private window or another browser and sign in there.
unknown-notice =
    { $count ->
        [1] A new device signed in.
        [one] { $count } new device signed in.
       *[other] { $count } new devices signed in.
    }
was-this-you = Was this you?
group-sign-ins =
    { $count ->
        [one] { $count } sign-in
       *[other] { $count } sign-ins
    }
row-choose = Choose { $device }
row-sign-out = Sign out { $device }
row-locked = Locked
row-tonight = Signs out tonight
take-back-label-lock = Unlock
take-back-label-tonight = Keep signed in
take-back-label-recognition = Undo
# What a button says, and for which device: screen readers read it.
button-for-device = { $button }: { $device }
preview-more = and { $count } more
pager = Pages
pager-newer = Newer
pager-older = Older
pager-page = Page { $page } of { $pages }
filter-unused = Not used for 30 days
filter-forgotten = Not used for 60 days
filter-abroad = In other countries
filter-browsers = Browsers on computers
filter-phones = Phones and tablets
sort-last-active = Last used first
sort-signed-in = Newest sign-in first
sort-name = By name
sort-location = By location
kind-desktop = Computer
kind-phone = Phone
kind-tablet = Tablet
kind-console = Game console
kind-television = Television
kind-command-line = Command-line tool
kind-robot = Automated client
kind-unknown = Unknown device

## Signing devices out

action = What to do
action-now = Sign out now
action-now-note = Loses access at once
action-tonight = Sign out tonight
# $time: '00:00 CET'.
action-tonight-note = Stays signed in until midnight ({ $time })
action-tonight-note-utc = Stays signed in until midnight UTC (00:00 UTC)
action-lock = Lock it
action-lock-note = Stays signed in, but asks for the password first
dialog-now = Sign out { $device }?
dialog-tonight = Sign out { $device } tonight?
dialog-lock = Lock { $device }?
dialog-tonight-note = Stays signed in until midnight
dialog-lock-button = Lock
dialog-working = Working…
dialog-others =
    { $count ->
        [one] { $count } other device loses access at once. This one stays signed in.
       *[other] { $count } other devices lose access at once. This one stays signed in.
    }
sign-out-device-title = Sign out a device
sign-out-others-title = Sign out other devices
sign-out-others-none = No other devices to sign out
sign-out-others-nothing = Nothing was changed.
sign-out-others-all = Sign out all other devices?
sign-out-others-some =
    { $count ->
        [one] Sign out { $count } other device?
       *[other] Sign out { $count } other devices?
    }
sign-out-others-note =
    { $count ->
        [1] It loses access at once. This device stays signed in.
        [one] { $count } device loses access at once. This device stays signed in.
       *[other] They lose access at once. This device stays signed in.
    }

## Recognising devices

confirm-device-title = Are these yours?
confirm-device-one = Is { $device } yours?
confirm-device-one-note = We'll stop flagging it.
confirm-device-several =
    { $count ->
        [one] Is this { $count } device yours?
       *[other] Are these { $count } devices yours?
    }
confirm-device-several-note = We'll stop flagging them.
confirm-device-button = Yes, mine

## What is known of a device

facts = About
facts-agent = Browser and system
facts-signed-in = Signed in
facts-with-password = With the password.
facts-stays = Stays signed in
facts-last-active = Last active
facts-first-seen = First seen
facts-address = IP address
facts-locations = Locations
facts-calls-itself = It calls itself
facts-kept = Kept signed in.
facts-browser = Until the browser is closed.
facts-shared = For a short time, as on a shared computer.
# $duration: '30 days'. $time: '23 November 2026 at 22:03 UTC'.
facts-ends = Ends after { $duration } without activity, on { $time } at the latest.
# Two times.
facts-from-to = { $from } to { $to }

## Creating an account

sign-up-title = Create an account
sign-up-lead = One account, and a clear view of every device that uses it.
sign-up-sign-in = Already have an account? <link>Sign in</link>

## Signing in

sign-in-title = Sign in
sign-in-lead = See every device on your account, and sign any of them out.
sign-in-https = This site keeps cookies only over https. Open { $link }
sign-in-new = New to { $site }? <link>Create an account</link>
sign-in-shared = On a shared computer.
sign-in-mine = This computer is mine
sign-in-keep = Keep me signed in
sign-in-is-shared = Shared computer?
sign-in-lasts = Signed out after { $duration }.
sign-in-lasts-idle = Signed out after { $duration } without activity.
# Why this browser isn't signed in any more. $device: the name of the device that did it. $time: a date and time.
why-signed-out-from = Signed out from { $device } on { $time }.
why-password-changed-on = The password was changed on { $device } on { $time }.
# $reason: 'Signed out after a long time without activity'.
why-other = { $reason } ({ $time }).
why-doubt = Wasn't you? <link>Change your password</link>.

## Passwords

reset-title = Choose a new password
reset-lead = This signs out every device. Sign in again with the new password.
reset-for = For { $email }
reset-again = Request a new link
change-password-others = Sign out all other devices
change-password-others-note = They need the new password to sign in again.
later = Later

## What is said of a new password while it is typed

strength-weak = Easy to guess.
strength-fair = Accepted, but a longer one is safer.
strength-good = Good.
strength-strong = Strong.
strength-why-rows = Straight rows of keys are easy to guess.
strength-why-keyboard = Short keyboard patterns are easy to guess.
strength-why-repeats = Repeats like 'aaa' are easy to guess.
strength-why-patterns = Repeats like 'abcabcabc' are hardly harder to guess than 'abc'.
strength-why-top-10 = It is one of the ten most common passwords.
strength-why-top-100 = It is one of the hundred most common passwords.
strength-why-common = It is a very common password.
strength-why-similar = It is similar to a common password.
strength-why-sequences = Sequences like 'abc' or '6543' are easy to guess.
strength-why-years = Recent years are easy to guess.
strength-why-word = A single word is easy to guess.
strength-why-dates = Dates are often easy to guess.
strength-why-name = A name alone is easy to guess.
strength-why-names = Common names are easy to guess.
strength-how-words = Use a few words, but no common phrase.
strength-how-symbols = Symbols, digits and capital letters aren't needed.
strength-how-add = Add another word or two, the less common the better.
strength-how-capitals = Capital letters don't help very much.
strength-how-uppercase = All capitals are almost as easy to guess as none.
strength-how-reversed = Reversed words aren't much harder to guess.
strength-how-substitutions = Replacing letters, such as 'a' with '@', doesn't help very much.
strength-how-keyboard = Use a longer keyboard pattern with more turns.
strength-how-repeats = Avoid repeated words and characters.
strength-how-sequences = Avoid sequences.
strength-how-years = Avoid recent years.
strength-how-own-years = Avoid years that have to do with you.
strength-how-own-dates = Avoid dates and years that have to do with you.

## Activity

activity-lead = What happened to your account lately. If something wasn't you, <link>change your password</link>.
activity-which = Which entries
activity-none = Nothing of this kind happened lately.
activity-done-on = done on { $device }
activity-disowned = Signed out as not yours
activity-not-you = Not you?
activity-download = Download this list
# $filter: what of the list, such as 'Sign-ins'.
activity-download-some = Download this list ({ $filter })
activity-ended-others =
    { $count ->
        [one] { $count } other device signed out
       *[other] { $count } other devices signed out
    }
activity-filter-important = Important
activity-filter-sign-ins = Sign-ins
activity-filter-warnings = Warnings
activity-filter-changes = Changes
activity-filter-everything = Everything
event-signed-up = Account created
event-signed-in = Signed in
event-sign-in-failed = Failed sign-in
event-session-ended = Signed out
event-token-refused = Refused a device that was signed out
event-password-proved = Password confirmed
event-password-proof-failed = Wrong password on a signed-in device
event-password-changed = Password changed
event-reset-requested = Password reset requested
event-password-reset = Password reset
event-email-restored = Email address restored
event-email-changed = Email address changed
event-device-locked = Device locked
event-device-shortened = Device set to sign out tonight
event-device-unlocked = Device unlocked
event-device-kept = Sign-out tonight cancelled
event-device-unrecognised = Device no longer recognised
event-data-downloaded = Data downloaded
event-device-moved = Used from an unusual location
event-device-confirmed = Device recognised
event-device-renamed = Device renamed
event-privacy-changed = Location privacy changed
# Beside the name of a device.
ended-signed-out = signed out on the device itself
ended-signed-out-remotely = signed out by you
ended-signed-out-remotely-from = signed out by you from { $device }
ended-replaced = it signed in again
ended-idle = signed out after a long time without activity
ended-expired = signed out when its session expired
ended-limit = signed out to make room for a newer device
ended-token-reused = signed out because its sign-in may have been copied
ended-password-changed = signed out when the password was changed
ended-password-reset = signed out when the password was reset
ended-operator = signed out by the administrator of this server
ended-disowned = signed out as not yours
ended-disowned-from = signed out as not yours from { $device }
ended-email-restored = signed out when the email address was restored
ended-disabled = signed out when the account was disabled
ended-restored = signed out because the server's data was restored from a backup

## Recently signed out

receipts = Recently signed out
receipts-ended = { $reason } { $time }.
receipts-all = All of them are in your activity
# $time: '5 minutes ago'.
receipts-refused =
    { $count ->
        [1] It tried to open the site { $time }, and couldn't.
        [one] It tried to open the site { $count } time, last { $time }, and couldn't.
       *[other] It tried to open the site { $count } times, last { $time }, and couldn't.
    }

## One device

device-title = Device
device-history = History
device-older = Older entries are in <link>your activity</link>.
device-signed-out = Signed out
device-state = State
device-locked = Locked: it stays signed in, but asks for the password first.
device-ends = It will be signed out on { $time }.
device-mine = Yes, this device is mine
device-about = About this device
device-sign-out-here = Sign out here
device-sign-out = Sign out or lock…
answer-yes = Yes, it was me
answer-no = Not me
rename = Rename { $device }
rename-title = Rename a device
rename-field = Device name
# How much of the name's length is used. $number and $most are numbers.
rename-count = { $number } of { $most } characters
# What people often call such a device, with a bar between the names.
rename-names-phone = My phone | Work phone | Old phone
rename-names-tablet = My tablet | Kitchen tablet | Family tablet
rename-names-television = Living room | Bedroom
rename-names-computer = Work laptop | Home computer | Family computer | Old laptop
name-it = Give it a name
# $count: how many characters a name has at most.
rename-hint =
    { $count ->
        [one] Such as 'Work laptop' or 'Kitchen iPad', at most { $count } character. Leave it empty to call it { $device }.
       *[other] Such as 'Work laptop' or 'Kitchen iPad', at most { $count } characters. Leave it empty to call it { $device }.
    }
not-me-question = { $device } isn't yours?
not-me-live = Sign it out, then choose a new password: someone who isn't you knows yours.
not-me-ended = It is already signed out. Choose a new password now: someone who isn't you knows yours.
not-me-ended-button = It isn't mine
not-me-next = { $device } is signed out
not-me-next-note = Now choose a new password, so that nobody can sign in with the old one.
not-me-others =
    { $count ->
        [one] Also sign out { $count } other device that you haven't recognised
       *[other] Also sign out { $count } other devices that you haven't recognised
    }

## Emails

# $name: 'Device'. $value: 'Chrome on Windows'.
email-fact = { $name }: { $value }
email-fact-account = Account
email-fact-device = Device
email-fact-location = Location
email-fact-time = Time
email-fact-unusual = Unusual
email-fact-new-address = New address
email-fact-old-address = Old address
email-fact-signed-out = Signed out
email-fact-more = And
email-devices =
    { $count ->
        [0] No device
        [one] { $count } device
       *[other] { $count } devices
    }
email-more-listed = { $count } more
email-see-devices = See your devices
email-nothing-to-do = If it was you, there is nothing to do.
email-link-until = The link works once, until { $time }.
email-link-until-date = The link works once, until { $date }.
email-test-subject = Test email from { $site }
email-test = This is a test. If you can read it, { $site } can send email.
email-test-button = Open the site
email-test-closing = Check that the link leads to your own server.
email-confirm-subject = Confirm your email address for { $site }
email-confirm = Someone, most likely you, asked for an account at { $site } with this address.
email-confirm-button = Confirm my email
email-confirm-note = The link works once, until { $time }. It asks for the password that you chose.
email-confirm-closing = If it wasn't you, ignore this email: without the link, no account is created.
email-taken-subject = You already have an account at { $site }
email-taken = Someone, most likely you, asked for an account at { $site } with this address. You already have one.
email-taken-closing = If it wasn't you, ignore this email: nothing was changed.
email-new-address-subject = Confirm your new email address for { $site }
email-new-address = You asked to use this address for your { $site } account.
email-new-address-closing = If you didn't ask for this, ignore this email: the address is not changed.
email-asked-subject = Someone asked to change the email address of your { $site } account
email-asked = Someone, most likely you, asked to use another address for your { $site } account. It is changed once a link that was sent there is opened.
email-asked-button = Change your password
email-asked-note = A new password cancels the request.
email-changed-subject = The email address of your { $site } account was changed
email-changed = Your { $site } account no longer uses this address.
email-changed-button = Undo the change
email-changed-note = The link works once, until { $date }. It will restore this address and sign out every device.
email-reset-subject = Reset your { $site } password
email-reset = Someone, most likely you, asked to reset the password of your { $site } account.
email-reset-note = The link works once, until { $time }. All your devices will be signed out.
email-reset-closing = If it wasn't you, ignore this email: your password stays as it is.
email-choose-subject = Choose a new password for { $site }
email-disowned = You signed out a device that isn't yours. The person who used it knows your password, so choose a new one now.
email-restored = Your { $site } account has this address again, and every device is signed out.
email-restored-why = The person who changed the address knew your password, so choose a new one now.
email-password-subject = Your { $site } password was changed
email-password = The password of your { $site } account was changed.
email-password-note = Asks for a new password by email, which signs out every device.
email-new-device-subject = A new device signed in to { $site }
email-new-device = A device that was never seen before signed in to your { $site } account.
email-new-device-closing = Until it is confirmed, the device can't sign your other devices out or change your account.
email-unusual-subject = An unusual sign-in to { $site }
email-unusual = One of your devices signed in to your { $site } account in an unusual way.
email-unusual-closing = If it was you, say so on the device's page, and it won't be flagged again.
email-no-link-closing = If it wasn't you, choose a new password at once: that signs out every device.
email-disown-note = 'This wasn't me' asks once more, and signs the device out. It works once, until { $date }.
email-more-subject =
    { $count ->
        [one] { $count } more device signed in to { $site }
       *[other] { $count } more devices signed in to { $site }
    }
email-more =
    { $count ->
        [one] Since the last email, { $count } more device signed in to your { $site } account.
       *[other] Since the last email, { $count } more devices signed in to your { $site } account.
    }
email-more-note = If you don't know these devices: a new password signs all of them out.
email-more-closing = If they are yours, confirm them on the page of your devices.
email-recognise-subject = Confirm a device for { $site }
email-recognise = Someone who is signed in to your { $site } account asked for a link that confirms this device as yours.
email-recognise-closing = If it wasn't you, don't open the first link. Sign the device out and choose a new password.

## What scripts say

script-today = Today
script-yesterday = Yesterday
# $count chooses the plural form; $number is the number.
script-retry-minutes =
    { $count ->
        [one] Try again in { $number } minute.
       *[other] Try again in { $number } minutes.
    }
script-retry-seconds =
    { $count ->
        [one] Try again in { $number } second.
       *[other] Try again in { $number } seconds.
    }
script-tonight = { $device } will be signed out at midnight.
script-locked = { $device } is locked.
script-gone = { $device } was already signed out.
script-others =
    { $count ->
        [one] { $number } other device signed out.
       *[other] { $number } other devices signed out.
    }

## Errors

error-email-invalid = Enter an email address, such as name@example.com.
error-email-taken = There is already an account with this email address. Sign in, or use another address.
error-email-in-use = This email address belongs to another account. Use another one.
error-email-unchanged = That is already your address.
error-password-missing = Enter your password.
error-password-too-short = Use at least 8 characters.
error-password-too-long = Use at most 128 characters.
error-password-too-common = This password is easy to guess. Use a longer or less common one.
error-password-unchanged = That is the password you have now. Choose another one.
error-password-due = Somebody else knows this password, so it has to be changed first. Do that on a device you have confirmed, or choose 'Forgot your password?'.
error-too-late = It is too late to undo this.
error-wrong-credentials = That email address and password don't match.
error-sign-in-required = Sign in to continue.
error-cookie-not-kept = Your browser didn't keep the cookie that signs you in. Allow cookies for this site, then sign in again.
error-password-required = Enter your password to continue.
error-wrong-password = That password isn't right.
error-device-locked = This device is locked. Enter your password to continue.
error-link-invalid = This link has already been used or has expired. Request a new one.
error-sign-up-closed = Only the administrator of this server can create accounts. Ask them for one.
error-too-many-attempts = Too many attempts. Wait a while, then try again.
error-too-many-emails = Too many emails were requested recently. Nothing was sent. Wait a while, then try again.
error-too-slow = The request took too long to arrive. Nothing was changed.
error-session-ended = This device was signed out.
error-session-expired = Your session expired.
error-session-invalid = Your sign-in could not be verified. Please sign in again.
error-device-not-found = This device isn't signed in to your account.
error-name-too-long = Use at most 60 characters.
error-name-invalid = Remove line breaks, invisible characters, and characters that reverse the text.
error-ask-elsewhere = You haven't confirmed this device yet. Open the link in the email we sent when it signed in, or do this on a device that you have confirmed.
error-this-device = This is the device that you are using. If it isn't yours, sign out here.
error-not-found = There is nothing here.
error-cross-site = This request came from another site, so nothing was done.
error-too-large = This request is too large. Nothing was changed.
error-uri-too-long = This web address is too long. Nothing was changed.
error-headers-too-large = The cookies or other headers of this request are too large. Nothing was changed.
error-malformed = Something in this request is missing or malformed. Nothing was changed.
error-method-not-allowed = This page doesn't accept that kind of request.
error-busy = Too many people are signing in right now. Try again in a few seconds.
error-overloaded = The server is overloaded right now. Nothing was changed. Try again in a few seconds.
error-unavailable = The server can't reach its data right now. Nothing was changed. Try again in a moment.
error-internal = Something went wrong on our side. Nothing was changed.
error-unreachable = The server could not be reached. Check the connection and try again.

### Deutsch: Übersetzung von en.ftl, das auch die Hinweise enthält. Anrede: du.

## The frame of every page

page-description = Sieh alle Geräte, die in deinem Konto angemeldet sind, und melde sie bei Bedarf ab.
nav-skip = Zum Inhalt springen
nav-account = Dein Konto
nav-devices = Geräte
nav-activity = Aktivität
nav-settings = Konto
device-back = Alle Geräte
sign-out = Abmelden
cancel = Abbrechen
save = Speichern
change = Ändern
continue = Weiter
undo = Rückgängig machen
done = Erledigt.
language = Sprache

## Fields

email = E-Mail-Adresse
password = Passwort
current-password = Aktuelles Passwort
new-password = Neues Passwort
password-hint = Mindestens 8 beliebige Zeichen. Gut ist eine Folge von Wörtern, die nichts miteinander zu tun haben.
password-suggest = Passphrase vorschlagen
password-show = Anzeigen
password-hide = Ausblenden
password-lasts = Erst nach { $duration } wirst du wieder danach gefragt.

## Times

time-just-now = gerade eben
time-active-now = Jetzt aktiv
time-active = Aktiv { $ago }
# Im Dativ: nach 'nach'.
time-days =
    { $count ->
        [one] { $count } Tag
       *[other] { $count } Tagen
    }
time-hours =
    { $count ->
        [one] { $count } Stunde
       *[other] { $count } Stunden
    }
time-minutes =
    { $count ->
        [one] { $count } Minute
       *[other] { $count } Minuten
    }
time-seconds =
    { $count ->
        [one] { $count } Sekunde
       *[other] { $count } Sekunden
    }

## Locations

location-unknown = Unbekannter Ort
location-local = Lokales Netzwerk
location-not-kept = Ort nicht gespeichert
location-city = { $city }, { $country }

## Account

account-title = Konto
account-sign-in = Anmeldung
account-change-email = E-Mail-Adresse ändern
account-password-note = Beim Ändern kannst du deine anderen Geräte abmelden.
account-change-password = Passwort ändern
account-data = Datenschutz und Daten
account-location = Standortdaten
account-location-city = Stadt und Land werden gespeichert.
account-location-country = Nur das Land wird gespeichert.
account-location-none = Es wird kein Ort gespeichert.
account-change-location = Standortdaten ändern
account-your-data = Deine Daten
account-your-data-note = Alles, was wir über dich speichern, als JSON.
account-download = Herunterladen
account-download-your-data = Deine Daten herunterladen
account-language = Sprache
account-language-note = Für deine Seiten und E-Mails.
account-danger = Gefahrenbereich
account-delete = Konto löschen
account-delete-note = Meldet jedes Gerät ab und löscht sofort alles.
account-delete-button = Löschen

## Location privacy

privacy-title = Standortdaten
privacy-seen = { $site } sieht dieses Gerät unter { $address }: { $location }. Orte werden auf diesem Server ermittelt: Keine Adresse verlässt ihn.
privacy-wrong = Wenn das nicht deine Adresse ist, sehen hier alle deine Geräte gleich aus. Melde das der Administration dieses Servers.
privacy-question = Wie genau Orte gespeichert werden
privacy-city = Die Stadt
privacy-city-note = Sofern sie in den Daten dieses Servers steht
privacy-country = Das Land
privacy-country-note = Keine Stadt, keine Koordinaten
privacy-none = Nichts
privacy-none-note = Es wird kein Ort gespeichert, daher fällt auch kein ungewöhnlicher auf
privacy-less = Wenn weniger gespeichert wird, werden auch die bisherigen genaueren Orte gelöscht.

## Change email address

change-email-title = E-Mail-Adresse ändern
change-email-lead = Danach meldest du dich mit der neuen Adresse an. Die alte wird benachrichtigt.
change-email-new = Neue E-Mail-Adresse
change-email-button = Adresse ändern

## Download your data

download-title = Deine Daten herunterladen
download-lead = Alles, was wir über dich speichern: dein Konto, deine Geräte und deine Aktivität, als JSON.
download-button = Herunterladen

## Delete account

delete-title = Konto löschen
delete-lead = Meldet jedes Gerät ab und löscht sofort alles, was wir über dich speichern. Das lässt sich nicht rückgängig machen.
delete-button = Mein Konto löschen

## Forgot your password?

forgotten-title = Passwort vergessen?
forgotten-lead = Wir senden dir einen Link, mit dem du ein neues wählen kannst.
forgotten-button = Link senden
forgotten-back = Zurück zur Anmeldung

## A link confirms an address

confirm-title = Adresse bestätigen
confirm-lead = Nur noch ein Schritt.
confirm-creates = Damit wird ein Konto für { $email } erstellt.
confirm-changes = Ab jetzt gehört zu deinem Konto die Adresse { $email }.
confirm-password = Das gewählte Passwort
confirm-create = Konto erstellen
confirm-button = Bestätigen

## A locked device

unlock-title = Passwort eingeben
unlock-locked = Du hast dieses Gerät gesperrt. Es ist weiterhin als { $email } angemeldet.
unlock-not-locked = Dieses Gerät ist nicht gesperrt. Es ist weiterhin als { $email } angemeldet.
unlock-button = Entsperren
unlock-sign-out = Stattdessen abmelden

## 'This wasn't me' of an email

disown-title = Das war ich nicht
disown-lead = Melde ein Gerät ab, das dir nicht gehört.
disown-over = Dieser Link wurde schon verwendet, ist abgelaufen, oder das Gerät wurde inzwischen bestätigt. Wenn du ein Gerät nicht kennst, melde dich an und melde es ab oder <link>wähle ein neues Passwort</link>.
disown-signed-in = Es wird sofort abgemeldet, und du bekommst per E-Mail einen Link, mit dem du ein neues Passwort wählen kannst.
disown-signed-out = Es ist bereits abgemeldet. Du bekommst per E-Mail einen Link, mit dem du ein neues Passwort wählen kannst.
disown-button = Abmelden
disown-send = Link senden
go-to-sign-in = Zur Anmeldung

## 'This was me' of an email

recognise-title = Das war ich
recognise-lead = Bestätige ein Gerät, das dir gehört.
recognise-done = Danke.
recognise-over = Dieser Link wurde schon verwendet, ist abgelaufen, oder das Gerät wurde als nicht deines gemeldet. Melde dich auf diesem Gerät an: In der Geräteliste kannst du einen neuen Link anfordern.
recognise-note = Es kann dann deine anderen Geräte abmelden und dein Passwort und deine E-Mail-Adresse ändern. Wenn du das nicht warst, schließe diese Seite.
recognise-button = Ja, das ist meins
linked-device = { $location } · { $active }

## 'Restore this address' of an email

undo-title = Adresse wiederherstellen
undo-lead = Mache eine Änderung der E-Mail-Adresse deines Kontos rückgängig.
undo-over = Dieser Link wurde schon verwendet, ist abgelaufen oder ungültig, weil eine frühere Änderung rückgängig gemacht wurde. Wenn du nicht in dein Konto kommst, wende dich an die Administration dieses Servers.
undo-note = Dein Konto bekommt wieder die Adresse { $email }. Jedes Gerät wird abgemeldet, und du bekommst per E-Mail einen Link, mit dem du ein neues Passwort wählen kannst.
undo-button = Adresse wiederherstellen

## Taking back what was done to a device

take-back-lock = { $device } entsperren?
take-back-tonight = { $device } angemeldet lassen?
take-back-recognition = Gehört { $device } doch nicht dir?

## After 'Not me'

task = Zu erledigen
task-note = Jemand anderes kennt dein Passwort. Bis du es änderst, kann sich niemand auf einem Gerät anmelden, das du nicht bestätigt hast.
task-button = Passwort ändern

## What was done

said-the-device = Das Gerät
said-signed-out = Du bist abgemeldet.
said-device-signed-out = { $device } ist abgemeldet.
said-others-signed-out = Alle anderen Geräte sind abgemeldet.
said-chosen-signed-out = Diese Geräte sind abgemeldet.
said-signs-out-tonight = { $device } wird heute Nacht abgemeldet.
said-locked = { $device } ist gesperrt, bis dort das Passwort eingegeben wird.
said-recognised = { $device } ist jetzt bestätigt.
said-several-recognised = Diese Geräte sind jetzt bestätigt.
said-unlocked = { $device } ist entsperrt.
said-stays-signed-in = { $device } bleibt angemeldet.
said-not-recognised = { $device } ist nicht mehr bestätigt.
said-renamed = Umbenannt in { $device }.
said-not-mine = { $device } ist abgemeldet. Wähle ein neues Passwort, damit sich niemand mit dem alten anmelden kann.
said-link-sent = Wir haben den Link an deine E-Mail-Adresse gesendet. Er funktioniert einmal, innerhalb einer Woche.
said-password-changed = Dein Passwort wurde geändert.
said-password-reset = Dein Passwort wurde geändert und jedes Gerät abgemeldet. Melde dich mit dem neuen Passwort an.
said-email-changed = Deine E-Mail-Adresse wurde geändert.
said-email-sent = Sieh im Posteingang der neuen Adresse nach. Der Link, den wir dorthin gesendet haben, schließt die Änderung ab.
said-precision-set = Deine Auswahl wurde gespeichert.
said-language-set = Die Sprache wurde gespeichert.
said-account-deleted = Dein Konto wurde gelöscht, mit allem, was über dich gespeichert war.
said-sign-up-sent = Sieh in deinem Posteingang nach (auch im Spam-Ordner). Der Link, den wir gesendet haben, funktioniert einmal, innerhalb von 30 Minuten.
said-reset-sent = Wenn es ein Konto mit dieser Adresse gibt, haben wir dorthin eine E-Mail gesendet. Der Link darin funktioniert einmal, innerhalb von 30 Minuten.
said-disowned-and-sent = Das Gerät ist abgemeldet. Sieh noch einmal in deinen Posteingang: Wir haben dir einen Link gesendet, mit dem du ein neues Passwort wählen kannst. Wer dieses Gerät benutzt hat, kennt das alte.
said-disowned = Das Gerät ist abgemeldet. Das Konto hat inzwischen eine andere E-Mail-Adresse. Wenn du sie nicht geändert hast, wende dich an die Administration dieses Servers.
said-recognised-by-link = Das Gerät ist bestätigt. Es kann jetzt alles, was deine anderen bestätigten Geräte können.
said-email-restored = Dein Konto hat wieder seine frühere Adresse, und jedes Gerät ist abgemeldet. Wir haben einen Link an diese Adresse gesendet. Wähle damit ein neues Passwort: Wer die Adresse geändert hat, kannte das alte.

## Why a device is flagged

flag-new = Neu
flag-returned = Wieder angemeldet
flag-new-country = Neues Land
flag-fast-travel = Unwahrscheinliche Reise
reason-new-own = Du hast dieses Gerät noch nicht bestätigt. Öffne dazu { $site } auf einem Gerät, das du schon länger benutzt, oder den Link in der E-Mail zu dieser Anmeldung.
reason-new = Dein Konto wurde auf diesem Gerät noch nie benutzt. Wähle „Ja, das war ich“, dann markieren wir es nicht mehr.
reason-new-country = Es wurde in { $location } benutzt, in einem Land, in dem noch keines deiner bestätigten Geräte war. Warst du auf Reisen, oder hast du ein VPN benutzt?
reason-fast-travel = Es wurde in { $location } benutzt, so kurz nachdem dein Konto weit entfernt benutzt wurde, dass kein Flug so schnell ist. Bei einem VPN kann das so aussehen.
reason-returned = Du hast dieses Gerät abgemeldet, und es hat sich seitdem mit deinem Passwort wieder angemeldet. Wenn du das nicht warst, wähle „Das war ich nicht“.

## What can't be shown

failed = Das hat nicht geklappt
failed-device = Gerät nicht gefunden
failed-link = Dieser Link funktioniert nicht mehr
refused-not-found = Nicht gefunden
refused-busy = Gleich wieder da
refused-often = Nicht so schnell
refused-internal = Etwas ist schiefgegangen
refused-home = Zu deinen Geräten
refused-again = Noch einmal versuchen

## Devices

devices-only-this = Nur dieses Gerät ist angemeldet.
devices-signed-in =
    { $count ->
        [one] { $count } Gerät ist angemeldet.
       *[other] { $count } Geräte sind angemeldet.
    }
devices-listed =
    { $count ->
        [one] { $count } Gerät wird angezeigt.
       *[other] { $count } Geräte werden angezeigt.
    }
devices-sign-out-others = Alle anderen abmelden
devices-sign-out-these = Diese abmelden
devices-this = Dieses Gerät
devices-asked = Wartet auf deine Antwort
devices-others = Andere Geräte
devices-none = Keine passenden Geräte.
devices-show-all = Alle Geräte anzeigen
devices-chosen = Mit den ausgewählten Geräten:
devices-chosen-mine = Das sind meine
devices-unconfirmed = Du hast dieses Gerät noch nicht bestätigt. Bis dahin kann es deine bestätigten Geräte nicht abmelden und dein Konto nicht ändern. Bestätige es auf einem Gerät, das du schon länger benutzt, oder mit dem Link in der E-Mail zu dieser Anmeldung.
devices-send-link = Link noch einmal senden
devices-help = Wie werden Geräte erkannt?
devices-help-text = An einem Cookie, das beim Abmelden bleibt: Wenn du dich im selben Browser wieder anmeldest, behält er seinen Platz in dieser Liste. Wenn du Cookies löschst, ein privates Fenster oder einen anderen Browser benutzt, entsteht ein neues Gerät. Melde dann das alte ab. Namen sind das, was Geräte über sich selbst sagen. Orte geben ungefähr an, wo ihre Internetadressen registriert sind.
devices-forgotten =
    { $count ->
        [one] { $count } Gerät wurde seit 60 Tagen nicht benutzt. <link>Abmelden?</link>
       *[other] { $count } Geräte wurden seit 60 Tagen nicht benutzt. <link>Abmelden?</link>
    }
devices-search = Geräte suchen
devices-search-hint = Name oder Ort suchen
devices-search-button = Suchen
devices-order = Reihenfolge
devices-which = Welche Geräte
devices-all = Alle
devices-previous = Vorherige
devices-more = Mehr anzeigen
empty-first = Bisher nur dieses
empty = Kein anderes Gerät ist angemeldet
empty-note = Wenn du dich woanders anmeldest, erscheint das Gerät hier, und du kannst es von dieser Seite aus abmelden.
empty-try = Um das gleich zu sehen, öffne ein privates Fenster oder einen anderen Browser und melde dich dort an.
unknown-notice =
    { $count ->
        [1] Ein neues Gerät hat sich angemeldet.
        [one] { $count } neues Gerät hat sich angemeldet.
       *[other] { $count } neue Geräte haben sich angemeldet.
    }
was-this-you = Warst du das?
group-sign-ins =
    { $count ->
        [one] { $count } Anmeldung
       *[other] { $count } Anmeldungen
    }
row-choose = { $device } auswählen
row-sign-out = { $device } abmelden
row-locked = Gesperrt
row-tonight = Wird heute Nacht abgemeldet
take-back-label-lock = Entsperren
take-back-label-tonight = Angemeldet lassen
take-back-label-recognition = Rückgängig machen
button-for-device = { $button }: { $device }
preview-more = und { $count } weitere
pager = Seiten
pager-newer = Neuere
pager-older = Ältere
pager-page = Seite { $page } von { $pages }
filter-unused = Seit 30 Tagen nicht benutzt
filter-forgotten = Seit 60 Tagen nicht benutzt
filter-abroad = In anderen Ländern
filter-browsers = Browser auf Computern
filter-phones = Smartphones und Tablets
sort-last-active = Zuletzt benutzte zuerst
sort-signed-in = Neueste Anmeldung zuerst
sort-name = Nach Name
sort-location = Nach Ort
kind-desktop = Computer
kind-phone = Smartphone
kind-tablet = Tablet
kind-console = Spielkonsole
kind-television = Fernseher
kind-command-line = Kommandozeilenprogramm
kind-robot = Automatischer Client
kind-unknown = Unbekanntes Gerät

## Signing devices out

action = Was soll geschehen?
action-now = Jetzt abmelden
action-now-note = Verliert sofort den Zugriff
action-tonight = Heute Nacht abmelden
action-tonight-note = Bleibt bis Mitternacht angemeldet ({ $time })
action-tonight-note-utc = Bleibt bis Mitternacht UTC angemeldet (00:00 UTC)
action-lock = Sperren
action-lock-note = Bleibt angemeldet, fragt aber zuerst nach dem Passwort
dialog-now = { $device } abmelden?
dialog-tonight = { $device } heute Nacht abmelden?
dialog-lock = { $device } sperren?
dialog-tonight-note = Bleibt bis Mitternacht angemeldet
dialog-lock-button = Sperren
dialog-working = Einen Moment …
dialog-others =
    { $count ->
        [one] { $count } anderes Gerät verliert sofort den Zugriff. Dieses bleibt angemeldet.
       *[other] { $count } andere Geräte verlieren sofort den Zugriff. Dieses bleibt angemeldet.
    }
sign-out-device-title = Ein Gerät abmelden
sign-out-others-title = Andere Geräte abmelden
sign-out-others-none = Keine anderen Geräte zum Abmelden
sign-out-others-nothing = Es wurde nichts geändert.
sign-out-others-all = Alle anderen Geräte abmelden?
sign-out-others-some =
    { $count ->
        [one] { $count } anderes Gerät abmelden?
       *[other] { $count } andere Geräte abmelden?
    }
sign-out-others-note =
    { $count ->
        [1] Es verliert sofort den Zugriff. Dieses Gerät bleibt angemeldet.
        [one] { $count } Gerät verliert sofort den Zugriff. Dieses Gerät bleibt angemeldet.
       *[other] Sie verlieren sofort den Zugriff. Dieses Gerät bleibt angemeldet.
    }

## Recognising devices

confirm-device-title = Sind das deine Geräte?
confirm-device-one = Gehört { $device } dir?
confirm-device-one-note = Dann markieren wir es nicht mehr.
confirm-device-several =
    { $count ->
        [one] Gehört dieses { $count } Gerät dir?
       *[other] Gehören diese { $count } Geräte dir?
    }
confirm-device-several-note = Dann markieren wir sie nicht mehr.
confirm-device-button = Ja, bestätigen

## What is known of a device

facts = Über das Gerät
facts-agent = Browser und System
facts-signed-in = Angemeldet
facts-with-password = Mit dem Passwort.
facts-stays = Bleibt angemeldet
facts-last-active = Zuletzt aktiv
facts-first-seen = Erstmals gesehen
facts-address = IP-Adresse
facts-locations = Orte
facts-calls-itself = Nennt sich
facts-kept = Dauerhaft angemeldet.
facts-browser = Bis der Browser geschlossen wird.
facts-shared = Für kurze Zeit, wie auf einem gemeinsam genutzten Computer.
facts-ends = Endet nach { $duration } ohne Aktivität, spätestens am { $time }.
facts-from-to = { $from } bis { $to }

## Creating an account

sign-up-title = Konto erstellen
sign-up-lead = Ein Konto, und jedes Gerät im Blick, das es benutzt.
sign-up-sign-in = Hast du schon ein Konto? <link>Anmelden</link>

## Signing in

sign-in-title = Anmelden
sign-in-lead = Sieh jedes Gerät in deinem Konto und melde es bei Bedarf ab.
sign-in-https = Diese Website behält Cookies nur über https. Öffne { $link }
sign-in-new = Neu bei { $site }? <link>Konto erstellen</link>
sign-in-shared = Auf einem gemeinsam genutzten Computer.
sign-in-mine = Das ist mein Computer
sign-in-keep = Angemeldet bleiben
sign-in-is-shared = Gemeinsam genutzter Computer?
sign-in-lasts = Abgemeldet nach { $duration }.
sign-in-lasts-idle = Abgemeldet nach { $duration } ohne Aktivität.
why-signed-out-from = Abgemeldet von { $device } aus, am { $time }.
why-password-changed-on = Das Passwort wurde auf { $device } geändert, am { $time }.
why-other = { $reason } ({ $time }).
why-doubt = Warst du das nicht? <link>Ändere dein Passwort</link>.

## Passwords

reset-title = Neues Passwort wählen
reset-lead = Damit wird jedes Gerät abgemeldet. Melde dich danach mit dem neuen Passwort wieder an.
reset-for = Für { $email }
reset-again = Neuen Link anfordern
change-password-others = Alle anderen Geräte abmelden
change-password-others-note = Sie brauchen das neue Passwort, um sich wieder anzumelden.
later = Später

## What is said of a new password while it is typed

strength-weak = Leicht zu erraten.
strength-fair = Reicht aus, aber ein längeres ist sicherer.
strength-good = Gut.
strength-strong = Stark.
strength-why-rows = Gerade Tastenreihen sind leicht zu erraten.
strength-why-keyboard = Kurze Tastaturmuster sind leicht zu erraten.
strength-why-repeats = Wiederholungen wie „aaa“ sind leicht zu erraten.
strength-why-patterns = Wiederholungen wie „abcabcabc“ sind kaum schwerer zu erraten als „abc“.
strength-why-top-10 = Es ist eines der zehn häufigsten Passwörter.
strength-why-top-100 = Es ist eines der hundert häufigsten Passwörter.
strength-why-common = Es ist ein sehr häufiges Passwort.
strength-why-similar = Es ähnelt einem häufigen Passwort.
strength-why-sequences = Folgen wie „abc“ oder „6543“ sind leicht zu erraten.
strength-why-years = Aktuelle Jahreszahlen sind leicht zu erraten.
strength-why-word = Ein einzelnes Wort ist leicht zu erraten.
strength-why-dates = Daten sind oft leicht zu erraten.
strength-why-name = Ein Name allein ist leicht zu erraten.
strength-why-names = Häufige Namen sind leicht zu erraten.
strength-how-words = Verwende ein paar Wörter, aber keine bekannte Redewendung.
strength-how-symbols = Sonderzeichen, Ziffern und Großbuchstaben sind nicht nötig.
strength-how-add = Füge ein oder zwei Wörter hinzu, am besten seltene.
strength-how-capitals = Großbuchstaben helfen kaum.
strength-how-uppercase = Alles großzuschreiben hilft fast nichts.
strength-how-reversed = Rückwärts geschriebene Wörter sind kaum schwerer zu erraten.
strength-how-substitutions = Buchstaben zu ersetzen, etwa „a“ durch „@“, hilft kaum.
strength-how-keyboard = Verwende ein längeres Tastaturmuster mit mehr Richtungswechseln.
strength-how-repeats = Vermeide wiederholte Wörter und Zeichen.
strength-how-sequences = Vermeide Folgen.
strength-how-years = Vermeide aktuelle Jahreszahlen.
strength-how-own-years = Vermeide Jahreszahlen, die mit dir zu tun haben.
strength-how-own-dates = Vermeide Daten und Jahreszahlen, die mit dir zu tun haben.

## Activity

activity-lead = Was zuletzt mit deinem Konto geschehen ist. Wenn du etwas davon nicht warst, <link>ändere dein Passwort</link>.
activity-which = Welche Einträge
activity-none = Keine solchen Einträge in letzter Zeit.
activity-done-on = durchgeführt auf { $device }
activity-disowned = Als nicht deines abgemeldet
activity-not-you = Warst du das nicht?
activity-download = Diese Liste herunterladen
activity-download-some = Diese Liste herunterladen ({ $filter })
activity-ended-others =
    { $count ->
        [one] { $count } anderes Gerät abgemeldet
       *[other] { $count } andere Geräte abgemeldet
    }
activity-filter-important = Wichtiges
activity-filter-sign-ins = Anmeldungen
activity-filter-warnings = Warnungen
activity-filter-changes = Änderungen
activity-filter-everything = Alles
event-signed-up = Konto erstellt
event-signed-in = Angemeldet
event-sign-in-failed = Anmeldung fehlgeschlagen
event-session-ended = Abgemeldet
event-token-refused = Ein abgemeldetes Gerät wurde abgewiesen
event-password-proved = Passwort bestätigt
event-password-proof-failed = Falsches Passwort auf einem angemeldeten Gerät
event-password-changed = Passwort geändert
event-reset-requested = Passwort-Zurücksetzung angefordert
event-password-reset = Passwort zurückgesetzt
event-email-restored = E-Mail-Adresse wiederhergestellt
event-email-changed = E-Mail-Adresse geändert
event-device-locked = Gerät gesperrt
event-device-shortened = Gerät wird heute Nacht abgemeldet
event-device-unlocked = Gerät entsperrt
event-device-kept = Abmeldung heute Nacht aufgehoben
event-device-unrecognised = Gerät nicht mehr bestätigt
event-data-downloaded = Daten heruntergeladen
event-device-moved = Von einem ungewöhnlichen Ort benutzt
event-device-confirmed = Gerät bestätigt
event-device-renamed = Gerät umbenannt
event-privacy-changed = Standortdaten-Einstellung geändert
ended-signed-out = Auf dem Gerät selbst abgemeldet
ended-signed-out-remotely = Von dir abgemeldet
ended-signed-out-remotely-from = Von dir auf { $device } abgemeldet
ended-replaced = Es hat sich neu angemeldet
ended-idle = Nach langer Zeit ohne Aktivität abgemeldet
ended-expired = Beim Ablauf der Sitzung abgemeldet
ended-limit = Abgemeldet, um Platz für ein neueres Gerät zu machen
ended-token-reused = Abgemeldet, weil die Anmeldung kopiert worden sein könnte
ended-password-changed = Bei der Änderung des Passworts abgemeldet
ended-password-reset = Beim Zurücksetzen des Passworts abgemeldet
ended-operator = Von der Administration dieses Servers abgemeldet
ended-disowned = Als nicht deines abgemeldet
ended-disowned-from = Auf { $device } als nicht deines abgemeldet
ended-email-restored = Beim Wiederherstellen der E-Mail-Adresse abgemeldet
ended-disabled = Beim Deaktivieren des Kontos abgemeldet
ended-restored = Abgemeldet, weil die Daten des Servers aus einer Sicherung wiederhergestellt wurden

## Recently signed out

receipts = Kürzlich abgemeldet
receipts-ended = { $reason } ({ $time }).
receipts-all = Alle stehen in deiner Aktivität
receipts-refused =
    { $count ->
        [1] Es wollte { $time } die Website öffnen und wurde abgewiesen.
        [one] Es wollte { $count }-mal die Website öffnen, zuletzt { $time }, und wurde abgewiesen.
       *[other] Es wollte { $count }-mal die Website öffnen, zuletzt { $time }, und wurde abgewiesen.
    }

## One device

device-title = Gerät
device-history = Verlauf
device-older = Ältere Einträge stehen in <link>deiner Aktivität</link>.
device-signed-out = Abgemeldet
device-state = Zustand
device-locked = Gesperrt: Es bleibt angemeldet, fragt aber zuerst nach dem Passwort.
device-ends = Es wird am { $time } abgemeldet.
device-mine = Ja, dieses Gerät gehört mir
device-about = Über dieses Gerät
device-sign-out-here = Hier abmelden
device-sign-out = Abmelden oder sperren …
answer-yes = Ja, das war ich
answer-no = Das war ich nicht
rename = { $device } umbenennen
rename-title = Gerät umbenennen
rename-field = Name des Geräts
rename-count = { $number } von { $most } Zeichen
rename-names-phone = Mein Handy | Diensthandy | Altes Handy
rename-names-tablet = Mein Tablet | Küchentablet | Familientablet
rename-names-television = Wohnzimmer | Schlafzimmer
rename-names-computer = Arbeitslaptop | Computer zu Hause | Familiencomputer | Alter Laptop
name-it = Namen geben
rename-hint =
    { $count ->
        [one] Zum Beispiel „Arbeitslaptop“ oder „Küchen-iPad“, höchstens { $count } Zeichen. Leer heißt es { $device }.
       *[other] Zum Beispiel „Arbeitslaptop“ oder „Küchen-iPad“, höchstens { $count } Zeichen. Leer heißt es { $device }.
    }
not-me-question = { $device } gehört nicht dir?
not-me-live = Melde es ab und wähle dann ein neues Passwort: Jemand anderes kennt deines.
not-me-ended = Es ist bereits abgemeldet. Wähle jetzt ein neues Passwort: Jemand anderes kennt deines.
not-me-ended-button = Es gehört mir nicht
not-me-next = { $device } ist abgemeldet
not-me-next-note = Wähle jetzt ein neues Passwort, damit sich niemand mit dem alten anmelden kann.
not-me-others =
    { $count ->
        [one] Auch { $count } anderes Gerät abmelden, das du nicht bestätigt hast
       *[other] Auch { $count } andere Geräte abmelden, die du nicht bestätigt hast
    }

## Emails

email-fact = { $name }: { $value }
email-fact-account = Konto
email-fact-device = Gerät
email-fact-location = Ort
email-fact-time = Zeit
email-fact-unusual = Ungewöhnlich
email-fact-new-address = Neue Adresse
email-fact-old-address = Alte Adresse
email-fact-signed-out = Abgemeldet
email-fact-more = Außerdem
email-devices =
    { $count ->
        [0] Kein Gerät
        [one] { $count } Gerät
       *[other] { $count } Geräte
    }
email-more-listed = { $count } weitere
email-see-devices = Deine Geräte ansehen
email-nothing-to-do = Wenn du das warst, musst du nichts tun.
email-link-until = Der Link funktioniert einmal, bis { $time }.
email-link-until-date = Der Link funktioniert einmal, bis { $date }.
email-test-subject = Test-E-Mail von { $site }
email-test = Das ist ein Test. Wenn du das lesen kannst, kann { $site } E-Mails senden.
email-test-button = Website öffnen
email-test-closing = Prüfe, ob der Link zu deinem eigenen Server führt.
email-confirm-subject = Bestätige deine E-Mail-Adresse für { $site }
email-confirm = Jemand, vermutlich du, hat mit dieser Adresse ein Konto bei { $site } angefordert.
email-confirm-button = E-Mail-Adresse bestätigen
email-confirm-note = Der Link funktioniert einmal, bis { $time }. Er fragt nach dem Passwort, das du gewählt hast.
email-confirm-closing = Wenn du das nicht warst, ignoriere diese E-Mail: Ohne den Link wird kein Konto erstellt.
email-taken-subject = Du hast bereits ein Konto bei { $site }
email-taken = Jemand, vermutlich du, hat mit dieser Adresse ein Konto bei { $site } angefordert. Du hast bereits eines.
email-taken-closing = Wenn du das nicht warst, ignoriere diese E-Mail: Es wurde nichts geändert.
email-new-address-subject = Bestätige deine neue E-Mail-Adresse für { $site }
email-new-address = Du möchtest diese Adresse für dein Konto bei { $site } verwenden.
email-new-address-closing = Wenn du das nicht angefordert hast, ignoriere diese E-Mail: Die Adresse wird nicht geändert.
email-asked-subject = Jemand möchte die E-Mail-Adresse deines Kontos bei { $site } ändern
email-asked = Jemand, vermutlich du, möchte für dein Konto bei { $site } eine andere Adresse verwenden. Sie wird geändert, sobald ein Link geöffnet wird, der dorthin gesendet wurde.
email-asked-button = Passwort ändern
email-asked-note = Ein neues Passwort bricht die Anfrage ab.
email-changed-subject = Die E-Mail-Adresse deines Kontos bei { $site } wurde geändert
email-changed = Dein Konto bei { $site } verwendet diese Adresse nicht mehr.
email-changed-button = Änderung rückgängig machen
email-changed-note = Der Link funktioniert einmal, bis { $date }. Er stellt diese Adresse wieder her und meldet jedes Gerät ab.
email-reset-subject = Setze dein Passwort für { $site } zurück
email-reset = Jemand, vermutlich du, möchte das Passwort deines Kontos bei { $site } zurücksetzen.
email-reset-note = Der Link funktioniert einmal, bis { $time }. Alle deine Geräte werden abgemeldet.
email-reset-closing = Wenn du das nicht warst, ignoriere diese E-Mail: Dein Passwort bleibt, wie es ist.
email-choose-subject = Wähle ein neues Passwort für { $site }
email-disowned = Du hast ein Gerät abgemeldet, das dir nicht gehört. Wer es benutzt hat, kennt dein Passwort. Wähle deshalb jetzt ein neues.
email-restored = Dein Konto bei { $site } hat wieder diese Adresse, und jedes Gerät ist abgemeldet.
email-restored-why = Wer die Adresse geändert hat, kannte dein Passwort. Wähle deshalb jetzt ein neues.
email-password-subject = Dein Passwort für { $site } wurde geändert
email-password = Das Passwort deines Kontos bei { $site } wurde geändert.
email-password-note = Fordert per E-Mail ein neues Passwort an. Damit wird jedes Gerät abgemeldet.
email-new-device-subject = Neues Gerät bei { $site } angemeldet
email-new-device = Ein bisher unbekanntes Gerät hat sich in deinem Konto bei { $site } angemeldet.
email-new-device-closing = Solange es nicht bestätigt ist, kann das Gerät weder deine anderen Geräte abmelden noch dein Konto ändern.
email-unusual-subject = Ungewöhnliche Anmeldung bei { $site }
email-unusual = Eines deiner Geräte hat sich auf ungewöhnliche Weise in deinem Konto bei { $site } angemeldet.
email-unusual-closing = Wenn du das warst, bestätige es auf der Seite des Geräts. Dann wird es nicht mehr markiert.
email-no-link-closing = Wenn du das nicht warst, wähle sofort ein neues Passwort: Damit wird jedes Gerät abgemeldet.
email-disown-note = „Das war ich nicht“ fragt noch einmal nach und meldet das Gerät ab. Das geht einmal, bis { $date }.
email-more-subject =
    { $count ->
        [one] { $count } weiteres Gerät bei { $site } angemeldet
       *[other] { $count } weitere Geräte bei { $site } angemeldet
    }
email-more =
    { $count ->
        [one] Seit der letzten E-Mail hat sich { $count } weiteres Gerät in deinem Konto bei { $site } angemeldet.
       *[other] Seit der letzten E-Mail haben sich { $count } weitere Geräte in deinem Konto bei { $site } angemeldet.
    }
email-more-note = Wenn du diese Geräte nicht kennst: Ein neues Passwort meldet sie alle ab.
email-more-closing = Wenn es deine sind, bestätige sie auf der Seite deiner Geräte.
email-recognise-subject = Bestätige ein Gerät für { $site }
email-recognise = Jemand, der in deinem Konto bei { $site } angemeldet ist, hat einen Link angefordert, der dieses Gerät als deines bestätigt.
email-recognise-closing = Wenn du das nicht warst, öffne den ersten Link nicht. Melde das Gerät ab und wähle ein neues Passwort.

## What scripts say

script-today = Heute
script-yesterday = Gestern
script-retry-minutes =
    { $count ->
        [one] Versuche es in { $number } Minute noch einmal.
       *[other] Versuche es in { $number } Minuten noch einmal.
    }
script-retry-seconds =
    { $count ->
        [one] Versuche es in { $number } Sekunde noch einmal.
       *[other] Versuche es in { $number } Sekunden noch einmal.
    }
script-tonight = { $device } wird um Mitternacht abgemeldet.
script-locked = { $device } ist gesperrt.
script-gone = { $device } war schon abgemeldet.
script-others =
    { $count ->
        [one] { $number } anderes Gerät abgemeldet.
       *[other] { $number } andere Geräte abgemeldet.
    }

## Errors

error-email-invalid = Gib eine E-Mail-Adresse ein, zum Beispiel name@example.com.
error-email-taken = Mit dieser E-Mail-Adresse gibt es schon ein Konto. Melde dich an oder verwende eine andere Adresse.
error-email-in-use = Diese E-Mail-Adresse gehört zu einem anderen Konto. Verwende eine andere.
error-email-unchanged = Das ist schon deine Adresse.
error-password-missing = Gib dein Passwort ein.
error-password-too-short = Verwende mindestens 8 Zeichen.
error-password-too-long = Verwende höchstens 128 Zeichen.
error-password-too-common = Dieses Passwort ist leicht zu erraten. Verwende ein längeres oder ungewöhnlicheres.
error-password-unchanged = Das ist dein jetziges Passwort. Wähle ein anderes.
error-password-due = Jemand anderes kennt dieses Passwort, deshalb muss es zuerst geändert werden. Mach das auf einem Gerät, das du bestätigt hast, oder wähle „Passwort vergessen?“.
error-too-late = Das lässt sich nicht mehr rückgängig machen.
error-wrong-credentials = E-Mail-Adresse und Passwort passen nicht zusammen.
error-sign-in-required = Melde dich an, um fortzufahren.
error-cookie-not-kept = Dein Browser hat das Cookie nicht behalten, mit dem du angemeldet bist. Erlaube dieser Website Cookies und melde dich dann noch einmal an.
error-password-required = Gib dein Passwort ein, um fortzufahren.
error-wrong-password = Das Passwort ist falsch.
error-device-locked = Dieses Gerät ist gesperrt. Gib dein Passwort ein, um fortzufahren.
error-link-invalid = Dieser Link wurde schon verwendet oder ist abgelaufen. Fordere einen neuen an.
error-sign-up-closed = Nur die Administration dieses Servers kann Konten anlegen. Wende dich an sie.
error-too-many-attempts = Zu viele Versuche. Warte eine Weile und versuche es dann noch einmal.
error-too-many-emails = In letzter Zeit wurden zu viele E-Mails angefordert. Es wurde nichts gesendet. Warte eine Weile und versuche es dann noch einmal.
error-too-slow = Die Anfrage hat zu lange gebraucht. Es wurde nichts geändert.
error-session-ended = Dieses Gerät wurde abgemeldet.
error-session-expired = Deine Sitzung ist abgelaufen.
error-session-invalid = Deine Anmeldung konnte nicht überprüft werden. Bitte melde dich noch einmal an.
error-device-not-found = Dieses Gerät ist nicht in deinem Konto angemeldet.
error-name-too-long = Verwende höchstens 60 Zeichen.
error-name-invalid = Entferne Zeilenumbrüche, unsichtbare Zeichen und Zeichen, die den Text umdrehen.
error-ask-elsewhere = Du hast dieses Gerät noch nicht bestätigt. Öffne den Link in der E-Mail, die wir bei der Anmeldung gesendet haben, oder mach das auf einem Gerät, das du bestätigt hast.
error-this-device = Das ist das Gerät, das du gerade benutzt. Wenn es nicht deins ist, melde dich hier ab.
error-not-found = Hier ist nichts.
error-cross-site = Diese Anfrage kam von einer anderen Website, deshalb wurde nichts getan.
error-too-large = Diese Anfrage ist zu groß. Es wurde nichts geändert.
error-uri-too-long = Diese Webadresse ist zu lang. Es wurde nichts geändert.
error-headers-too-large = Die Cookies oder andere Header dieser Anfrage sind zu groß. Es wurde nichts geändert.
error-malformed = In dieser Anfrage fehlt etwas, oder etwas ist fehlerhaft. Es wurde nichts geändert.
error-method-not-allowed = Diese Seite nimmt solche Anfragen nicht an.
error-busy = Gerade melden sich zu viele Leute an. Versuche es in ein paar Sekunden noch einmal.
error-overloaded = Der Server ist gerade überlastet. Es wurde nichts geändert. Versuche es in ein paar Sekunden noch einmal.
error-unavailable = Der Server kommt gerade nicht an die Daten. Es wurde nichts geändert. Versuche es gleich noch einmal.
error-internal = Bei uns ist etwas schiefgegangen. Es wurde nichts geändert.
error-unreachable = Der Server ist nicht erreichbar. Prüfe die Verbindung und versuche es noch einmal.

### Français : traduction de en.ftl, qui contient aussi les remarques. On vouvoie.

## The frame of every page

page-description = Consultez tous les appareils connectés à votre compte et déconnectez-les si besoin.
nav-skip = Aller au contenu
nav-account = Votre compte
nav-devices = Appareils
nav-activity = Activité
nav-settings = Compte
device-back = Tous les appareils
sign-out = Se déconnecter
cancel = Annuler
save = Enregistrer
change = Modifier
continue = Continuer
undo = Annuler l’action
done = C’est fait.
language = Langue

## Fields

email = Adresse e-mail
password = Mot de passe
current-password = Mot de passe actuel
new-password = Nouveau mot de passe
password-hint = Au moins 8 caractères, quels qu’ils soient. Quelques mots sans rapport entre eux conviennent bien.
password-suggest = Proposer une phrase secrète
password-show = Afficher
password-hide = Masquer
password-lasts = Il ne vous sera pas redemandé pendant { $duration }.

## Times

time-just-now = à l’instant
time-active-now = Actif en ce moment
time-active = Actif { $ago }
time-days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
time-hours =
    { $count ->
        [one] { $count } heure
       *[other] { $count } heures
    }
time-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
time-seconds =
    { $count ->
        [one] { $count } seconde
       *[other] { $count } secondes
    }

## Locations

location-unknown = Lieu inconnu
location-local = Réseau local
location-not-kept = Lieu non enregistré
location-city = { $city }, { $country }

## Account

account-title = Compte
account-sign-in = Connexion
account-change-email = Modifier l’adresse e-mail
account-password-note = Vous pourrez déconnecter vos autres appareils en le modifiant.
account-change-password = Modifier le mot de passe
account-data = Confidentialité et données
account-location = Confidentialité de la localisation
account-location-city = La ville et le pays sont enregistrés.
account-location-country = Seul le pays est enregistré.
account-location-none = Aucun lieu n’est enregistré.
account-change-location = Modifier la confidentialité de la localisation
account-your-data = Vos données
account-your-data-note = Tout ce que nous enregistrons à votre sujet, au format JSON.
account-download = Télécharger
account-download-your-data = Télécharger vos données
account-language = Langue
account-language-note = Pour vos pages et vos e-mails.
account-danger = Zone de danger
account-delete = Supprimer le compte
account-delete-note = Déconnecte tous les appareils et supprime tout immédiatement.
account-delete-button = Supprimer

## Location privacy

privacy-title = Confidentialité de la localisation
privacy-seen = { $site } voit cet appareil à l’adresse { $address } : { $location }. Les lieux sont recherchés sur ce serveur : aucune adresse n’en sort.
privacy-wrong = Si ce n’est pas votre adresse, tous vos appareils se ressemblent ici. Signalez-le à l’administrateur de ce serveur.
privacy-question = Précision des lieux enregistrés
privacy-city = La ville
privacy-city-note = Si les données de ce serveur la contiennent
privacy-country = Le pays
privacy-country-note = Ni ville ni coordonnées
privacy-none = Rien
privacy-none-note = Aucun lieu n’est enregistré : un lieu inhabituel ne peut donc pas être remarqué
privacy-less = Enregistrer moins efface aussi les lieux plus précis enregistrés auparavant.

## Change email address

change-email-title = Modifier l’adresse e-mail
change-email-lead = Vous vous connecterez ensuite avec la nouvelle adresse. Nous prévenons l’ancienne.
change-email-new = Nouvelle adresse e-mail
change-email-button = Modifier l’adresse

## Download your data

download-title = Télécharger vos données
download-lead = Tout ce que nous enregistrons à votre sujet : votre compte, vos appareils et votre activité, au format JSON.
download-button = Télécharger

## Delete account

delete-title = Supprimer le compte
delete-lead = Déconnecte tous les appareils et supprime immédiatement tout ce que nous enregistrons à votre sujet. Cette action est irréversible.
delete-button = Supprimer mon compte

## Forgot your password?

forgotten-title = Mot de passe oublié ?
forgotten-lead = Nous vous envoyons un lien pour en choisir un nouveau.
forgotten-button = Envoyer le lien
forgotten-back = Retour à la connexion

## A link confirms an address

confirm-title = Confirmer votre adresse
confirm-lead = Plus qu’une étape.
confirm-creates = Un compte sera créé pour { $email }.
confirm-changes = Votre compte utilise désormais l’adresse { $email }.
confirm-password = Le mot de passe que vous avez choisi
confirm-create = Créer le compte
confirm-button = Confirmer

## A locked device

unlock-title = Saisissez votre mot de passe
unlock-locked = Vous avez verrouillé cet appareil. Il est toujours connecté en tant que { $email }.
unlock-not-locked = Cet appareil n’est pas verrouillé. Il est toujours connecté en tant que { $email }.
unlock-button = Déverrouiller
unlock-sign-out = Se déconnecter à la place

## 'This wasn't me' of an email

disown-title = Ce n’était pas moi
disown-lead = Déconnectez un appareil qui n’est pas à vous.
disown-over = Ce lien a déjà été utilisé, a expiré, ou l’appareil a été reconnu depuis. Si vous ne reconnaissez pas un appareil, connectez-vous et déconnectez-le, ou <link>choisissez un nouveau mot de passe</link>.
disown-signed-in = Il est déconnecté immédiatement, et nous vous envoyons par e-mail un lien pour choisir un nouveau mot de passe.
disown-signed-out = Il est déjà déconnecté. Nous vous envoyons par e-mail un lien pour choisir un nouveau mot de passe.
disown-button = Le déconnecter
disown-send = M’envoyer le lien
go-to-sign-in = Aller à la connexion

## 'This was me' of an email

recognise-title = C’était moi
recognise-lead = Confirmez un appareil qui est à vous.
recognise-done = Merci.
recognise-over = Ce lien a déjà été utilisé, a expiré, ou l’appareil a été signalé comme n’étant pas à vous. Connectez-vous sur cet appareil : sa liste d’appareils permet de demander un nouveau lien.
recognise-note = Il pourra déconnecter vos autres appareils et modifier votre mot de passe et votre adresse e-mail. Si ce n’était pas vous, fermez cette page.
recognise-button = Oui, il est à moi
linked-device = { $location } · { $active }

## 'Restore this address' of an email

undo-title = Rétablir votre adresse
undo-lead = Annulez un changement de l’adresse e-mail de votre compte.
undo-over = Ce lien a déjà été utilisé, a expiré, ou n’est plus valable parce qu’un changement antérieur a été annulé. Si vous n’accédez plus à votre compte, contactez l’administrateur de ce serveur.
undo-note = Votre compte retrouve l’adresse { $email }. Tous les appareils sont déconnectés, et nous vous envoyons par e-mail un lien pour choisir un nouveau mot de passe.
undo-button = Rétablir l’adresse

## Taking back what was done to a device

take-back-lock = Déverrouiller { $device } ?
take-back-tonight = Garder { $device } connecté ?
take-back-recognition = { $device } n’est finalement pas à vous ?

## After 'Not me'

task = À faire
task-note = Quelqu’un d’autre connaît votre mot de passe. Tant que vous ne l’avez pas modifié, personne ne peut se connecter sur un appareil que vous n’avez pas reconnu.
task-button = Modifier le mot de passe

## What was done

said-the-device = L’appareil
said-signed-out = Vous êtes déconnecté.
said-device-signed-out = { $device } est déconnecté.
said-others-signed-out = Tous les autres appareils sont déconnectés.
said-chosen-signed-out = Ces appareils sont déconnectés.
said-signs-out-tonight = { $device } sera déconnecté cette nuit.
said-locked = { $device } est verrouillé jusqu’à ce que le mot de passe y soit saisi.
said-recognised = { $device } est maintenant reconnu.
said-several-recognised = Ces appareils sont maintenant reconnus.
said-unlocked = { $device } est déverrouillé.
said-stays-signed-in = { $device } reste connecté.
said-not-recognised = { $device } n’est plus reconnu.
said-renamed = Nouveau nom : { $device }.
said-not-mine = { $device } est déconnecté. Choisissez un nouveau mot de passe, pour que personne ne puisse se connecter avec l’ancien.
said-link-sent = Nous avons envoyé le lien à votre adresse e-mail. Il fonctionne une seule fois, pendant une semaine.
said-password-changed = Votre mot de passe a été modifié.
said-password-reset = Votre mot de passe a été modifié et tous les appareils ont été déconnectés. Connectez-vous avec le nouveau mot de passe.
said-email-changed = Votre adresse e-mail a été modifiée.
said-email-sent = Consultez la boîte de réception de la nouvelle adresse. Le lien que nous y avons envoyé termine le changement.
said-precision-set = Votre choix est enregistré.
said-language-set = La langue est enregistrée.
said-account-deleted = Votre compte a été supprimé, avec tout ce qui était enregistré à votre sujet.
said-sign-up-sent = Consultez votre boîte de réception (et les spams). Le lien que nous avons envoyé fonctionne une seule fois, pendant 30 minutes.
said-reset-sent = S’il existe un compte avec cette adresse, nous lui avons envoyé un e-mail. Le lien qu’il contient fonctionne une seule fois, pendant 30 minutes.
said-disowned-and-sent = L’appareil est déconnecté. Consultez à nouveau vos e-mails : nous vous avons envoyé un lien pour choisir un nouveau mot de passe. La personne qui utilisait cet appareil connaît l’ancien.
said-disowned = L’appareil est déconnecté. Le compte a maintenant une autre adresse e-mail. Si vous ne l’avez pas modifiée, contactez l’administrateur de ce serveur.
said-recognised-by-link = L’appareil est confirmé. Il peut maintenant tout ce que peuvent vos autres appareils confirmés.
said-email-restored = Votre compte a retrouvé son ancienne adresse, et tous les appareils sont déconnectés. Nous avons envoyé un lien à cette adresse. Choisissez-y un nouveau mot de passe : la personne qui a changé l’adresse connaissait l’ancien.

## Why a device is flagged

flag-new = Nouveau
flag-returned = De nouveau connecté
flag-new-country = Nouveau pays
flag-fast-travel = Trajet improbable
reason-new-own = Vous n’avez pas encore confirmé cet appareil. Pour le faire, ouvrez { $site } sur un appareil que vous utilisiez déjà, ou le lien dans l’e-mail à propos de cette connexion.
reason-new = Votre compte n’avait jamais été utilisé sur cet appareil. Choisissez « Oui, c’était moi » et nous cesserons de le signaler.
reason-new-country = Lieu d’utilisation : { $location }. Aucun de vos appareils reconnus n’avait encore été utilisé dans ce pays. Étiez-vous en voyage, ou utilisiez-vous un VPN ?
reason-fast-travel = Lieu d’utilisation : { $location }. Votre compte venait d’être utilisé si loin de là qu’aucun vol n’est assez rapide. Un VPN peut donner cette impression.
reason-returned = Vous aviez déconnecté cet appareil, et il s’est reconnecté depuis, avec votre mot de passe. Si ce n’était pas vous, choisissez « Ce n’était pas moi ».

## What can't be shown

failed = Cela n’a pas fonctionné
failed-device = Appareil introuvable
failed-link = Ce lien ne fonctionne plus
refused-not-found = Introuvable
refused-busy = De retour dans un instant
refused-often = Pas si vite
refused-internal = Une erreur s’est produite
refused-home = Voir vos appareils
refused-again = Réessayer

## Devices

devices-only-this = Seul cet appareil est connecté.
devices-signed-in =
    { $count ->
        [one] { $count } appareil est connecté.
       *[other] { $count } appareils sont connectés.
    }
devices-listed =
    { $count ->
        [one] { $count } appareil est affiché.
       *[other] { $count } appareils sont affichés.
    }
devices-sign-out-others = Déconnecter tous les autres
devices-sign-out-these = Déconnecter ceux-ci
devices-this = Cet appareil
devices-asked = En attente de votre réponse
devices-others = Autres appareils
devices-none = Aucun appareil ne correspond.
devices-show-all = Afficher tous les appareils
devices-chosen = Pour les appareils sélectionnés :
devices-chosen-mine = Ils sont à moi
devices-unconfirmed = Vous n’avez pas encore confirmé cet appareil. D’ici là, il ne peut ni déconnecter vos appareils confirmés ni modifier votre compte. Confirmez-le sur un appareil que vous utilisiez déjà, ou avec le lien dans l’e-mail à propos de cette connexion.
devices-send-link = Renvoyer le lien
devices-help = Comment les appareils sont-ils identifiés ?
devices-help-text = Par un cookie qui reste après la déconnexion : si vous vous reconnectez dans le même navigateur, il garde sa place dans cette liste. Effacer les cookies, ouvrir une fenêtre privée ou changer de navigateur crée un nouvel appareil. Déconnectez alors l’ancien. Les noms sont ce que les appareils disent d’eux-mêmes. Les lieux indiquent à peu près où leurs adresses Internet sont enregistrées.
devices-forgotten =
    { $count ->
        [one] { $count } appareil n’a pas été utilisé depuis 60 jours. <link>Le déconnecter ?</link>
       *[other] { $count } appareils n’ont pas été utilisés depuis 60 jours. <link>Les déconnecter ?</link>
    }
devices-search = Rechercher des appareils
devices-search-hint = Rechercher un nom ou un lieu
devices-search-button = Rechercher
devices-order = Ordre
devices-which = Appareils à afficher
devices-all = Tous
devices-previous = Précédents
devices-more = Afficher plus
empty-first = Rien que celui-ci pour l’instant
empty = Aucun autre appareil n’est connecté
empty-note = Quand vous vous connecterez ailleurs, l’appareil apparaîtra ici, et vous pourrez le déconnecter depuis cette page.
empty-try = Pour le voir tout de suite, ouvrez une fenêtre privée ou un autre navigateur et connectez-vous-y.
unknown-notice =
    { $count ->
        [1] Un nouvel appareil s’est connecté.
        [one] { $count } nouvel appareil s’est connecté.
       *[other] { $count } nouveaux appareils se sont connectés.
    }
was-this-you = Était-ce vous ?
group-sign-ins =
    { $count ->
        [one] { $count } connexion
       *[other] { $count } connexions
    }
row-choose = Sélectionner { $device }
row-sign-out = Déconnecter { $device }
row-locked = Verrouillé
row-tonight = Déconnexion cette nuit
take-back-label-lock = Déverrouiller
take-back-label-tonight = Garder connecté
take-back-label-recognition = Annuler l’action
button-for-device = { $button } : { $device }
preview-more = et { $count } de plus
pager = Pages
pager-newer = Plus récents
pager-older = Plus anciens
pager-page = Page { $page } sur { $pages }
filter-unused = Inutilisés depuis 30 jours
filter-forgotten = Inutilisés depuis 60 jours
filter-abroad = Dans d’autres pays
filter-browsers = Navigateurs sur ordinateur
filter-phones = Téléphones et tablettes
sort-last-active = Derniers utilisés en premier
sort-signed-in = Dernières connexions en premier
sort-name = Par nom
sort-location = Par lieu
kind-desktop = Ordinateur
kind-phone = Téléphone
kind-tablet = Tablette
kind-console = Console de jeux
kind-television = Téléviseur
kind-command-line = Outil en ligne de commande
kind-robot = Client automatisé
kind-unknown = Appareil inconnu

## Signing devices out

action = Que faire
action-now = Déconnecter maintenant
action-now-note = Perd l’accès immédiatement
action-tonight = Déconnecter cette nuit
action-tonight-note = Reste connecté jusqu’à minuit ({ $time })
action-tonight-note-utc = Reste connecté jusqu’à minuit UTC (00:00 UTC)
action-lock = Le verrouiller
action-lock-note = Reste connecté, mais demande d’abord le mot de passe
dialog-now = Déconnecter { $device } ?
dialog-tonight = Déconnecter { $device } cette nuit ?
dialog-lock = Verrouiller { $device } ?
dialog-tonight-note = Reste connecté jusqu’à minuit
dialog-lock-button = Verrouiller
dialog-working = En cours…
dialog-others =
    { $count ->
        [one] { $count } autre appareil perd l’accès immédiatement. Celui-ci reste connecté.
       *[other] { $count } autres appareils perdent l’accès immédiatement. Celui-ci reste connecté.
    }
sign-out-device-title = Déconnecter un appareil
sign-out-others-title = Déconnecter d’autres appareils
sign-out-others-none = Aucun autre appareil à déconnecter
sign-out-others-nothing = Rien n’a été modifié.
sign-out-others-all = Déconnecter tous les autres appareils ?
sign-out-others-some =
    { $count ->
        [one] Déconnecter { $count } autre appareil ?
       *[other] Déconnecter { $count } autres appareils ?
    }
sign-out-others-note =
    { $count ->
        [1] Il perd l’accès immédiatement. Cet appareil reste connecté.
        [one] { $count } appareil perd l’accès immédiatement. Cet appareil reste connecté.
       *[other] Ils perdent l’accès immédiatement. Cet appareil reste connecté.
    }

## Recognising devices

confirm-device-title = Ces appareils sont-ils à vous ?
confirm-device-one = { $device } est-il à vous ?
confirm-device-one-note = Nous cesserons de le signaler.
confirm-device-several =
    { $count ->
        [one] Ce { $count } appareil est-il à vous ?
       *[other] Ces { $count } appareils sont-ils à vous ?
    }
confirm-device-several-note = Nous cesserons de les signaler.
confirm-device-button = Oui, confirmer

## What is known of a device

facts = À propos
facts-agent = Navigateur et système
facts-signed-in = Connexion
facts-with-password = Avec le mot de passe.
facts-stays = Reste connecté
facts-last-active = Dernière activité
facts-first-seen = Vu pour la première fois
facts-address = Adresse IP
facts-locations = Lieux
facts-calls-itself = Se présente comme
facts-kept = Reste connecté.
facts-browser = Jusqu’à la fermeture du navigateur.
facts-shared = Pour peu de temps, comme sur un ordinateur partagé.
facts-ends = Se termine après { $duration } sans activité, au plus tard le { $time }.
facts-from-to = du { $from } au { $to }

## Creating an account

sign-up-title = Créer un compte
sign-up-lead = Un compte, et une vue claire de chaque appareil qui l’utilise.
sign-up-sign-in = Vous avez déjà un compte ? <link>Se connecter</link>

## Signing in

sign-in-title = Se connecter
sign-in-lead = Consultez chaque appareil de votre compte et déconnectez-le si besoin.
sign-in-https = Ce site ne conserve les cookies qu’en https. Ouvrez { $link }
sign-in-new = Nouveau sur { $site } ? <link>Créer un compte</link>
sign-in-shared = Sur un ordinateur partagé.
sign-in-mine = Cet ordinateur est à moi
sign-in-keep = Rester connecté
sign-in-is-shared = Ordinateur partagé ?
sign-in-lasts = Déconnexion après { $duration }.
sign-in-lasts-idle = Déconnexion après { $duration } sans activité.
why-signed-out-from = Déconnecté depuis { $device } le { $time }.
why-password-changed-on = Le mot de passe a été modifié sur { $device } le { $time }.
why-other = { $reason } ({ $time }).
why-doubt = Ce n’était pas vous ? <link>Modifiez votre mot de passe</link>.

## Passwords

reset-title = Choisir un nouveau mot de passe
reset-lead = Tous les appareils seront déconnectés. Reconnectez-vous avec le nouveau mot de passe.
reset-for = Pour { $email }
reset-again = Demander un nouveau lien
change-password-others = Déconnecter tous les autres appareils
change-password-others-note = Ils auront besoin du nouveau mot de passe pour se reconnecter.
later = Plus tard

## What is said of a new password while it is typed

strength-weak = Facile à deviner.
strength-fair = Accepté, mais un mot de passe plus long est plus sûr.
strength-good = Bon.
strength-strong = Solide.
strength-why-rows = Les rangées de touches sont faciles à deviner.
strength-why-keyboard = Les motifs courts au clavier sont faciles à deviner.
strength-why-repeats = Les répétitions comme « aaa » sont faciles à deviner.
strength-why-patterns = Les répétitions comme « abcabcabc » sont à peine plus difficiles à deviner que « abc ».
strength-why-top-10 = C’est l’un des dix mots de passe les plus courants.
strength-why-top-100 = C’est l’un des cent mots de passe les plus courants.
strength-why-common = C’est un mot de passe très courant.
strength-why-similar = Il ressemble à un mot de passe courant.
strength-why-sequences = Les suites comme « abc » ou « 6543 » sont faciles à deviner.
strength-why-years = Les années récentes sont faciles à deviner.
strength-why-word = Un mot seul est facile à deviner.
strength-why-dates = Les dates sont souvent faciles à deviner.
strength-why-name = Un nom seul est facile à deviner.
strength-why-names = Les noms courants sont faciles à deviner.
strength-how-words = Utilisez quelques mots, mais pas une expression courante.
strength-how-symbols = Symboles, chiffres et majuscules ne sont pas nécessaires.
strength-how-add = Ajoutez un ou deux mots, de préférence peu courants.
strength-how-capitals = Les majuscules n’aident guère.
strength-how-uppercase = Tout écrire en majuscules n’aide presque pas.
strength-how-reversed = Les mots à l’envers ne sont guère plus difficiles à deviner.
strength-how-substitutions = Remplacer des lettres, par exemple « a » par « @ », n’aide guère.
strength-how-keyboard = Utilisez un motif plus long au clavier, avec plus de changements de direction.
strength-how-repeats = Évitez les mots et caractères répétés.
strength-how-sequences = Évitez les suites.
strength-how-years = Évitez les années récentes.
strength-how-own-years = Évitez les années qui vous concernent.
strength-how-own-dates = Évitez les dates et les années qui vous concernent.

## Activity

activity-lead = Ce qui s’est passé récemment sur votre compte. Si ce n’était pas vous, <link>modifiez votre mot de passe</link>.
activity-which = Entrées à afficher
activity-none = Rien de tel ne s’est passé récemment.
activity-done-on = fait sur { $device }
activity-disowned = Déconnecté, car il n’est pas à vous
activity-not-you = Ce n’était pas vous ?
activity-download = Télécharger cette liste
activity-download-some = Télécharger cette liste ({ $filter })
activity-ended-others =
    { $count ->
        [one] { $count } autre appareil déconnecté
       *[other] { $count } autres appareils déconnectés
    }
activity-filter-important = Important
activity-filter-sign-ins = Connexions
activity-filter-warnings = Avertissements
activity-filter-changes = Changements
activity-filter-everything = Tout
event-signed-up = Compte créé
event-signed-in = Connexion
event-sign-in-failed = Échec de connexion
event-session-ended = Déconnexion
event-token-refused = Un appareil déconnecté a été refusé
event-password-proved = Mot de passe confirmé
event-password-proof-failed = Mot de passe incorrect sur un appareil connecté
event-password-changed = Mot de passe modifié
event-reset-requested = Réinitialisation du mot de passe demandée
event-password-reset = Mot de passe réinitialisé
event-email-restored = Adresse e-mail rétablie
event-email-changed = Adresse e-mail modifiée
event-device-locked = Appareil verrouillé
event-device-shortened = Déconnexion cette nuit programmée
event-device-unlocked = Appareil déverrouillé
event-device-kept = Déconnexion cette nuit annulée
event-device-unrecognised = Appareil désormais non reconnu
event-data-downloaded = Données téléchargées
event-device-moved = Utilisé depuis un lieu inhabituel
event-device-confirmed = Appareil reconnu
event-device-renamed = Appareil renommé
event-privacy-changed = Confidentialité de la localisation modifiée
ended-signed-out = Déconnecté sur l’appareil lui-même
ended-signed-out-remotely = Déconnecté par vous
ended-signed-out-remotely-from = Déconnecté par vous depuis { $device }
ended-replaced = Il s’est reconnecté
ended-idle = Déconnecté après une longue période sans activité
ended-expired = Déconnecté à l’expiration de sa session
ended-limit = Déconnecté pour faire place à un appareil plus récent
ended-token-reused = Déconnecté parce que sa connexion a pu être copiée
ended-password-changed = Déconnecté lors du changement de mot de passe
ended-password-reset = Déconnecté lors de la réinitialisation du mot de passe
ended-operator = Déconnecté par l’administrateur de ce serveur
ended-disowned = Déconnecté, car il n’est pas à vous
ended-disowned-from = Déconnecté depuis { $device }, car il n’est pas à vous
ended-email-restored = Déconnecté lors du rétablissement de l’adresse e-mail
ended-disabled = Déconnecté lors de la désactivation du compte
ended-restored = Déconnecté parce que les données du serveur ont été restaurées d’une sauvegarde

## Recently signed out

receipts = Récemment déconnectés
receipts-ended = { $reason } ({ $time }).
receipts-all = Tous figurent dans votre activité
receipts-refused =
    { $count ->
        [1] Il a essayé d’ouvrir le site { $time }, sans succès.
        [one] Il a essayé d’ouvrir le site { $count } fois, la dernière fois { $time }, sans succès.
       *[other] Il a essayé d’ouvrir le site { $count } fois, la dernière fois { $time }, sans succès.
    }

## One device

device-title = Appareil
device-history = Historique
device-older = Les entrées plus anciennes sont dans <link>votre activité</link>.
device-signed-out = Déconnecté
device-state = État
device-locked = Verrouillé : il reste connecté, mais demande d’abord le mot de passe.
device-ends = Il sera déconnecté le { $time }.
device-mine = Oui, cet appareil est à moi
device-about = À propos de cet appareil
device-sign-out-here = Se déconnecter ici
device-sign-out = Déconnecter ou verrouiller…
answer-yes = Oui, c’était moi
answer-no = Ce n’était pas moi
rename = Renommer { $device }
rename-title = Renommer un appareil
rename-field = Nom de l’appareil
rename-count = { $number } caractères sur { $most }
rename-names-phone = Mon téléphone | Téléphone du travail | Ancien téléphone
rename-names-tablet = Ma tablette | Tablette de la cuisine | Tablette familiale
rename-names-television = Salon | Chambre
rename-names-computer = Portable du travail | Ordinateur à la maison | Ordinateur familial | Ancien portable
name-it = Lui donner un nom
rename-hint =
    { $count ->
        [one] Par exemple « Portable du travail » ou « iPad de la cuisine », { $count } caractère au plus. Laissez vide pour l’appeler { $device }.
       *[other] Par exemple « Portable du travail » ou « iPad de la cuisine », { $count } caractères au plus. Laissez vide pour l’appeler { $device }.
    }
not-me-question = { $device } n’est pas à vous ?
not-me-live = Déconnectez-le, puis choisissez un nouveau mot de passe : quelqu’un d’autre connaît le vôtre.
not-me-ended = Il est déjà déconnecté. Choisissez maintenant un nouveau mot de passe : quelqu’un d’autre connaît le vôtre.
not-me-ended-button = Il n’est pas à moi
not-me-next = { $device } est déconnecté
not-me-next-note = Choisissez maintenant un nouveau mot de passe, pour que personne ne puisse se connecter avec l’ancien.
not-me-others =
    { $count ->
        [one] Déconnecter aussi { $count } autre appareil que vous n’avez pas reconnu
       *[other] Déconnecter aussi { $count } autres appareils que vous n’avez pas reconnus
    }

## Emails

email-fact = { $name } : { $value }
email-fact-account = Compte
email-fact-device = Appareil
email-fact-location = Lieu
email-fact-time = Date
email-fact-unusual = Inhabituel
email-fact-new-address = Nouvelle adresse
email-fact-old-address = Ancienne adresse
email-fact-signed-out = Déconnectés
email-fact-more = Et
email-devices =
    { $count ->
        [0] Aucun appareil
        [one] { $count } appareil
       *[other] { $count } appareils
    }
email-more-listed =
    { $count ->
        [one] { $count } autre
       *[other] { $count } autres
    }
email-see-devices = Voir vos appareils
email-nothing-to-do = Si c’était vous, vous n’avez rien à faire.
email-link-until = Le lien fonctionne une fois, jusqu’à { $time }.
email-link-until-date = Le lien fonctionne une fois, jusqu’au { $date }.
email-test-subject = E-mail de test de { $site }
email-test = Ceci est un test. Si vous pouvez le lire, { $site } peut envoyer des e-mails.
email-test-button = Ouvrir le site
email-test-closing = Vérifiez que le lien mène à votre propre serveur.
email-confirm-subject = Confirmez votre adresse e-mail pour { $site }
email-confirm = Quelqu’un, sans doute vous, a demandé un compte { $site } avec cette adresse.
email-confirm-button = Confirmer mon adresse
email-confirm-note = Le lien fonctionne une fois, jusqu’à { $time }. Il demande le mot de passe que vous avez choisi.
email-confirm-closing = Si ce n’était pas vous, ignorez cet e-mail : sans le lien, aucun compte n’est créé.
email-taken-subject = Vous avez déjà un compte { $site }
email-taken = Quelqu’un, sans doute vous, a demandé un compte { $site } avec cette adresse. Vous en avez déjà un.
email-taken-closing = Si ce n’était pas vous, ignorez cet e-mail : rien n’a été modifié.
email-new-address-subject = Confirmez votre nouvelle adresse e-mail pour { $site }
email-new-address = Vous avez demandé à utiliser cette adresse pour votre compte { $site }.
email-new-address-closing = Si vous n’avez rien demandé, ignorez cet e-mail : l’adresse n’est pas modifiée.
email-asked-subject = Quelqu’un a demandé à modifier l’adresse e-mail de votre compte { $site }
email-asked = Quelqu’un, sans doute vous, a demandé à utiliser une autre adresse pour votre compte { $site }. Elle sera modifiée dès l’ouverture d’un lien qui y a été envoyé.
email-asked-button = Modifier le mot de passe
email-asked-note = Un nouveau mot de passe annule la demande.
email-changed-subject = L’adresse e-mail de votre compte { $site } a été modifiée
email-changed = Votre compte { $site } n’utilise plus cette adresse.
email-changed-button = Annuler la modification
email-changed-note = Le lien fonctionne une fois, jusqu’au { $date }. Il rétablit cette adresse et déconnecte tous les appareils.
email-reset-subject = Réinitialisez votre mot de passe { $site }
email-reset = Quelqu’un, sans doute vous, a demandé à réinitialiser le mot de passe de votre compte { $site }.
email-reset-note = Le lien fonctionne une fois, jusqu’à { $time }. Tous vos appareils seront déconnectés.
email-reset-closing = Si ce n’était pas vous, ignorez cet e-mail : votre mot de passe reste inchangé.
email-choose-subject = Choisissez un nouveau mot de passe pour { $site }
email-disowned = Vous avez déconnecté un appareil qui n’est pas à vous. La personne qui l’utilisait connaît votre mot de passe : choisissez-en un nouveau dès maintenant.
email-restored = Votre compte { $site } a retrouvé cette adresse, et tous les appareils sont déconnectés.
email-restored-why = La personne qui a modifié l’adresse connaissait votre mot de passe : choisissez-en un nouveau dès maintenant.
email-password-subject = Votre mot de passe { $site } a été modifié
email-password = Le mot de passe de votre compte { $site } a été modifié.
email-password-note = Demande un nouveau mot de passe par e-mail, ce qui déconnecte tous les appareils.
email-new-device-subject = Nouvel appareil connecté à { $site }
email-new-device = Un appareil encore jamais vu s’est connecté à votre compte { $site }.
email-new-device-closing = Tant qu’il n’est pas confirmé, cet appareil ne peut ni déconnecter vos autres appareils ni modifier votre compte.
email-unusual-subject = Connexion inhabituelle à { $site }
email-unusual = L’un de vos appareils s’est connecté à votre compte { $site } de façon inhabituelle.
email-unusual-closing = Si c’était vous, indiquez-le sur la page de l’appareil : il ne sera plus signalé.
email-no-link-closing = Si ce n’était pas vous, choisissez tout de suite un nouveau mot de passe : tous les appareils seront déconnectés.
email-disown-note = « Ce n’était pas moi » demande une confirmation, puis déconnecte l’appareil. Le lien fonctionne une fois, jusqu’au { $date }.
email-more-subject =
    { $count ->
        [one] { $count } autre appareil connecté à { $site }
       *[other] { $count } autres appareils connectés à { $site }
    }
email-more =
    { $count ->
        [one] Depuis le dernier e-mail, { $count } autre appareil s’est connecté à votre compte { $site }.
       *[other] Depuis le dernier e-mail, { $count } autres appareils se sont connectés à votre compte { $site }.
    }
email-more-note = Si vous ne connaissez pas ces appareils, un nouveau mot de passe les déconnecte tous.
email-more-closing = S’ils sont à vous, confirmez-les sur la page de vos appareils.
email-recognise-subject = Confirmez un appareil pour { $site }
email-recognise = Quelqu’un qui est connecté à votre compte { $site } a demandé un lien pour confirmer que cet appareil est à vous.
email-recognise-closing = Si ce n’était pas vous, n’ouvrez pas le premier lien. Déconnectez l’appareil et choisissez un nouveau mot de passe.

## What scripts say

script-today = Aujourd’hui
script-yesterday = Hier
script-retry-minutes =
    { $count ->
        [one] Réessayez dans { $number } minute.
       *[other] Réessayez dans { $number } minutes.
    }
script-retry-seconds =
    { $count ->
        [one] Réessayez dans { $number } seconde.
       *[other] Réessayez dans { $number } secondes.
    }
script-tonight = { $device } sera déconnecté à minuit.
script-locked = { $device } est verrouillé.
script-gone = { $device } était déjà déconnecté.
script-others =
    { $count ->
        [one] { $number } autre appareil déconnecté.
       *[other] { $number } autres appareils déconnectés.
    }

## Errors

error-email-invalid = Saisissez une adresse e-mail, par exemple nom@example.com.
error-email-taken = Il existe déjà un compte avec cette adresse e-mail. Connectez-vous, ou utilisez une autre adresse.
error-email-in-use = Cette adresse e-mail appartient à un autre compte. Utilisez-en une autre.
error-email-unchanged = C’est déjà votre adresse.
error-password-missing = Saisissez votre mot de passe.
error-password-too-short = Utilisez au moins 8 caractères.
error-password-too-long = Utilisez au plus 128 caractères.
error-password-too-common = Ce mot de passe est facile à deviner. Utilisez-en un plus long ou moins courant.
error-password-unchanged = C’est votre mot de passe actuel. Choisissez-en un autre.
error-password-due = Quelqu’un d’autre connaît ce mot de passe, il doit donc d’abord être modifié. Faites-le sur un appareil que vous avez confirmé, ou choisissez « Mot de passe oublié ? ».
error-too-late = Il est trop tard pour annuler cette action.
error-wrong-credentials = Cette adresse e-mail et ce mot de passe ne correspondent pas.
error-sign-in-required = Connectez-vous pour continuer.
error-cookie-not-kept = Votre navigateur n’a pas conservé le cookie qui vous connecte. Autorisez les cookies pour ce site, puis reconnectez-vous.
error-password-required = Saisissez votre mot de passe pour continuer.
error-wrong-password = Ce mot de passe est incorrect.
error-device-locked = Cet appareil est verrouillé. Saisissez votre mot de passe pour continuer.
error-link-invalid = Ce lien a déjà été utilisé ou a expiré. Demandez-en un nouveau.
error-sign-up-closed = Seul l’administrateur de ce serveur peut créer des comptes. Demandez-lui d’en créer un.
error-too-many-attempts = Trop de tentatives. Patientez un moment, puis réessayez.
error-too-many-emails = Trop d’e-mails ont été demandés récemment. Rien n’a été envoyé. Patientez un moment, puis réessayez.
error-too-slow = La requête a mis trop de temps à arriver. Rien n’a été modifié.
error-session-ended = Cet appareil a été déconnecté.
error-session-expired = Votre session a expiré.
error-session-invalid = Votre connexion n’a pas pu être vérifiée. Veuillez vous reconnecter.
error-device-not-found = Cet appareil n’est pas connecté à votre compte.
error-name-too-long = Utilisez au plus 60 caractères.
error-name-invalid = Retirez les sauts de ligne, les caractères invisibles et ceux qui inversent le texte.
error-ask-elsewhere = Vous n’avez pas encore confirmé cet appareil. Ouvrez le lien dans l’e-mail que nous avons envoyé à sa connexion, ou faites-le sur un appareil que vous avez confirmé.
error-this-device = C’est l’appareil que vous utilisez. S’il n’est pas à vous, déconnectez-vous ici.
error-not-found = Il n’y a rien ici.
error-cross-site = Cette requête provenait d’un autre site, rien n’a donc été fait.
error-too-large = Cette requête est trop volumineuse. Rien n’a été modifié.
error-uri-too-long = Cette adresse web est trop longue. Rien n’a été modifié.
error-headers-too-large = Les cookies ou d’autres en-têtes de cette requête sont trop volumineux. Rien n’a été modifié.
error-malformed = Il manque quelque chose dans cette requête, ou elle est mal formée. Rien n’a été modifié.
error-method-not-allowed = Cette page n’accepte pas ce type de requête.
error-busy = Trop de personnes se connectent en ce moment. Réessayez dans quelques secondes.
error-overloaded = Le serveur est surchargé en ce moment. Rien n’a été modifié. Réessayez dans quelques secondes.
error-unavailable = Le serveur n’arrive pas à accéder à ses données en ce moment. Rien n’a été modifié. Réessayez dans un instant.
error-internal = Une erreur s’est produite de notre côté. Rien n’a été modifié.
error-unreachable = Le serveur est injoignable. Vérifiez la connexion et réessayez.

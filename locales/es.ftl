### Español: traducción de en.ftl, que contiene también las notas. Se tutea.

## The frame of every page

page-description = Consulta todos los dispositivos con la sesión iniciada en tu cuenta y cierra la sesión de cualquiera de ellos.
nav-skip = Ir al contenido
nav-account = Tu cuenta
nav-devices = Dispositivos
nav-activity = Actividad
nav-settings = Cuenta
device-back = Todos los dispositivos
sign-out = Cerrar sesión
cancel = Cancelar
save = Guardar
change = Cambiar
continue = Continuar
undo = Deshacer
done = Listo.
language = Idioma

## Fields

email = Correo electrónico
password = Contraseña
current-password = Contraseña actual
new-password = Contraseña nueva
password-hint = Al menos 8 caracteres de cualquier tipo. Unas cuantas palabras sin relación entre sí son una buena opción.
password-suggest = Sugerir una frase de contraseña
password-show = Mostrar
password-hide = Ocultar
password-lasts = No se te volverá a pedir durante { $duration }.

## Times

time-just-now = ahora mismo
time-active-now = Activo ahora
time-active = Activo { $ago }
time-days =
    { $count ->
        [one] { $count } día
       *[other] { $count } días
    }
time-hours =
    { $count ->
        [one] { $count } hora
       *[other] { $count } horas
    }
time-minutes =
    { $count ->
        [one] { $count } minuto
       *[other] { $count } minutos
    }
time-seconds =
    { $count ->
        [one] { $count } segundo
       *[other] { $count } segundos
    }

## Locations

location-unknown = Ubicación desconocida
location-local = Red local
location-not-kept = Ubicación no guardada
location-city = { $city }, { $country }

## Account

account-title = Cuenta
account-sign-in = Inicio de sesión
account-change-email = Cambiar el correo electrónico
account-password-note = Al cambiarla puedes cerrar la sesión de tus otros dispositivos.
account-change-password = Cambiar la contraseña
account-data = Privacidad y datos
account-location = Privacidad de la ubicación
account-location-city = Se guardan la ciudad y el país.
account-location-country = Solo se guarda el país.
account-location-none = No se guarda ninguna ubicación.
account-change-location = Cambiar la privacidad de la ubicación
account-your-data = Tus datos
account-your-data-note = Todo lo que guardamos sobre ti, en formato JSON.
account-download = Descargar
account-download-your-data = Descargar tus datos
account-language = Idioma
account-language-note = Para tus páginas y correos.
account-danger = Zona de peligro
account-delete = Eliminar cuenta
account-delete-note = Cierra la sesión de todos los dispositivos y lo elimina todo al instante.
account-delete-button = Eliminar

## Location privacy

privacy-title = Privacidad de la ubicación
privacy-seen = { $site } ve este dispositivo en { $address }: { $location }. Las ubicaciones se consultan en este servidor: ninguna dirección sale de él.
privacy-wrong = Si no es tu dirección, aquí todos tus dispositivos parecen iguales. Avisa al administrador de este servidor.
privacy-question = Con qué precisión guardar las ubicaciones
privacy-city = La ciudad
privacy-city-note = Si figura en los datos de este servidor
privacy-country = El país
privacy-country-note = Sin ciudad ni coordenadas
privacy-none = Nada
privacy-none-note = No se guarda ninguna ubicación, así que no se puede detectar una inusual
privacy-less = Si se guarda menos, también se borran las ubicaciones más precisas guardadas antes.

## Change email address

change-email-title = Cambiar el correo electrónico
change-email-lead = A partir de entonces iniciarás sesión con la dirección nueva. Avisamos a la antigua.
change-email-new = Correo electrónico nuevo
change-email-button = Cambiar la dirección

## Download your data

download-title = Descargar tus datos
download-lead = Todo lo que guardamos sobre ti: tu cuenta, tus dispositivos y tu actividad, en formato JSON.
download-button = Descargar

## Delete account

delete-title = Eliminar cuenta
delete-lead = Cierra la sesión de todos los dispositivos y elimina al instante todo lo que guardamos sobre ti. No se puede deshacer.
delete-button = Eliminar mi cuenta

## Forgot your password?

forgotten-title = ¿Has olvidado tu contraseña?
forgotten-lead = Te enviamos un enlace para elegir una nueva.
forgotten-button = Enviar el enlace
forgotten-back = Volver al inicio de sesión

## A link confirms an address

confirm-title = Confirma tu dirección
confirm-lead = Solo queda un paso.
confirm-creates = Se creará una cuenta para { $email }.
confirm-changes = A partir de ahora tu cuenta usa la dirección { $email }.
confirm-password = La contraseña que elegiste
confirm-create = Crear cuenta
confirm-button = Confirmar

## A locked device

unlock-title = Introduce tu contraseña
unlock-locked = Has bloqueado este dispositivo. Sigue con la sesión iniciada como { $email }.
unlock-not-locked = Este dispositivo no está bloqueado. Sigue con la sesión iniciada como { $email }.
unlock-button = Desbloquear
unlock-sign-out = Cerrar sesión

## 'This wasn't me' of an email

disown-title = No he sido yo
disown-lead = Cierra la sesión de un dispositivo que no es tuyo.
disown-over = Este enlace ya se ha usado, ha caducado, o el dispositivo se ha reconocido desde entonces. Si no reconoces un dispositivo, inicia sesión y cierra la suya, o <link>elige una contraseña nueva</link>.
disown-signed-in = Su sesión se cierra al instante y te enviamos por correo un enlace para elegir una contraseña nueva.
disown-signed-out = Su sesión ya está cerrada. Te enviamos por correo un enlace para elegir una contraseña nueva.
disown-button = Cerrar su sesión
disown-send = Enviarme el enlace
go-to-sign-in = Ir al inicio de sesión

## 'This was me' of an email

recognise-title = He sido yo
recognise-lead = Confirma un dispositivo que es tuyo.
recognise-done = Gracias.
recognise-over = Este enlace ya se ha usado, ha caducado, o se ha indicado que el dispositivo no es tuyo. Inicia sesión en ese dispositivo: puedes pedir un enlace nuevo en su lista de dispositivos.
recognise-note = Podrá cerrar la sesión de tus otros dispositivos y cambiar tu contraseña y tu correo electrónico. Si no has sido tú, cierra esta página.
recognise-button = Sí, es mío
linked-device = { $location } · { $active }

## 'Restore this address' of an email

undo-title = Restaura tu dirección
undo-lead = Deshaz un cambio del correo electrónico de tu cuenta.
undo-over = Este enlace ya se ha usado, ha caducado, o no es válido porque se deshizo un cambio anterior. Si no puedes entrar en tu cuenta, ponte en contacto con el administrador de este servidor.
undo-note = Tu cuenta recupera la dirección { $email }. Se cierra la sesión de todos los dispositivos y te enviamos por correo un enlace para elegir una contraseña nueva.
undo-button = Restaurar la dirección

## Taking back what was done to a device

take-back-lock = ¿Desbloquear { $device }?
take-back-tonight = ¿Mantener la sesión de { $device }?
take-back-recognition = ¿Al final { $device } no es tuyo?

## After 'Not me'

task = Pendiente
task-note = Otra persona conoce tu contraseña. Hasta que la cambies, nadie puede iniciar sesión en un dispositivo que no hayas reconocido.
task-button = Cambiar la contraseña

## What was done

said-the-device = El dispositivo
said-signed-out = Has cerrado sesión.
said-device-signed-out = Se ha cerrado la sesión de { $device }.
said-others-signed-out = Se ha cerrado la sesión de todos los demás dispositivos.
said-chosen-signed-out = Se ha cerrado la sesión de estos dispositivos.
said-signs-out-tonight = La sesión de { $device } se cerrará esta noche.
said-locked = { $device } está bloqueado hasta que se introduzca allí la contraseña.
said-recognised = { $device } ya está reconocido.
said-several-recognised = Estos dispositivos ya están reconocidos.
said-unlocked = { $device } está desbloqueado.
said-stays-signed-in = { $device } mantiene la sesión iniciada.
said-not-recognised = { $device } ya no está reconocido.
said-renamed = Nombre nuevo: { $device }.
said-not-mine = Se ha cerrado la sesión de { $device }. Elige una contraseña nueva para que nadie pueda entrar con la antigua.
said-link-sent = Hemos enviado el enlace a tu correo electrónico. Funciona una sola vez, durante una semana.
said-password-changed = Se ha cambiado tu contraseña.
said-password-reset = Se ha cambiado tu contraseña y se ha cerrado la sesión de todos los dispositivos. Inicia sesión con la contraseña nueva.
said-email-changed = Se ha cambiado tu correo electrónico.
said-email-sent = Revisa la bandeja de entrada de la dirección nueva. El enlace que hemos enviado allí completa el cambio.
said-precision-set = Se ha guardado tu elección.
said-language-set = Se ha guardado el idioma.
said-account-deleted = Se ha eliminado tu cuenta, con todo lo que había guardado sobre ti.
said-sign-up-sent = Revisa tu bandeja de entrada (y el correo no deseado). El enlace que hemos enviado funciona una sola vez, durante 30 minutos.
said-reset-sent = Si existe una cuenta con esta dirección, le hemos enviado un correo. El enlace que contiene funciona una sola vez, durante 30 minutos.
said-disowned-and-sent = Se ha cerrado la sesión del dispositivo. Vuelve a revisar tu correo: te hemos enviado un enlace para elegir una contraseña nueva. La persona que usó ese dispositivo conoce la antigua.
said-disowned = Se ha cerrado la sesión del dispositivo. La cuenta tiene ahora otro correo electrónico. Si no lo has cambiado tú, ponte en contacto con el administrador de este servidor.
said-recognised-by-link = El dispositivo está confirmado. Ahora puede hacer lo mismo que tus otros dispositivos confirmados.
said-email-restored = Tu cuenta vuelve a tener su dirección anterior y se ha cerrado la sesión de todos los dispositivos. Hemos enviado un enlace a esa dirección. Úsalo para elegir una contraseña nueva: la persona que cambió la dirección conocía la antigua.

## Why a device is flagged

flag-new = Nuevo
flag-returned = Ha vuelto a entrar
flag-new-country = País nuevo
flag-fast-travel = Viaje improbable
reason-new-own = Aún no has confirmado este dispositivo. Para hacerlo, abre { $site } en un dispositivo que ya usabas, o el enlace del correo sobre este inicio de sesión.
reason-new = Tu cuenta no se había usado nunca en este dispositivo. Elige «Sí, he sido yo» y dejaremos de marcarlo.
reason-new-country = Se ha usado en { $location }, en un país donde no había estado ninguno de tus dispositivos reconocidos. ¿Estabas de viaje o usabas una VPN?
reason-fast-travel = Se ha usado en { $location } tan poco tiempo después de que tu cuenta se usara muy lejos que ningún vuelo es tan rápido. Una VPN puede dar esa impresión.
reason-returned = Cerraste la sesión de este dispositivo y desde entonces ha vuelto a iniciarla con tu contraseña. Si no has sido tú, elige «No he sido yo».

## What can't be shown

failed = No ha funcionado
failed-device = No se encuentra el dispositivo
failed-link = Este enlace ya no funciona
refused-not-found = No encontrado
refused-busy = Volvemos enseguida
refused-often = No tan rápido
refused-internal = Se ha producido un error
refused-home = Ir a tus dispositivos
refused-again = Volver a intentarlo

## Devices

devices-only-this = Solo este dispositivo tiene la sesión iniciada.
devices-signed-in =
    { $count ->
        [one] { $count } dispositivo tiene la sesión iniciada.
       *[other] { $count } dispositivos tienen la sesión iniciada.
    }
devices-listed =
    { $count ->
        [one] Se muestra { $count } dispositivo.
       *[other] Se muestran { $count } dispositivos.
    }
devices-sign-out-others = Cerrar la sesión de los demás
devices-sign-out-these = Cerrar la sesión de estos
devices-this = Este dispositivo
devices-asked = Espera tu respuesta
devices-others = Otros dispositivos
devices-none = Ningún dispositivo coincide.
devices-show-all = Mostrar todos los dispositivos
devices-chosen = Con los dispositivos seleccionados:
devices-chosen-mine = Son míos
devices-unconfirmed = Aún no has confirmado este dispositivo. Hasta entonces no puede cerrar la sesión de tus dispositivos confirmados ni cambiar tu cuenta. Confírmalo en un dispositivo que ya usabas o con el enlace del correo sobre este inicio de sesión.
devices-send-link = Volver a enviar el enlace
devices-help = ¿Cómo se identifican los dispositivos?
devices-help-text = Por una cookie que permanece al cerrar sesión: si vuelves a iniciarla en el mismo navegador, conserva su lugar en esta lista. Borrar las cookies, abrir una ventana privada o usar otro navegador crea un dispositivo nuevo. Cierra entonces la sesión del anterior. Los nombres son lo que los dispositivos dicen de sí mismos. Las ubicaciones indican más o menos dónde están registradas sus direcciones de internet.
devices-forgotten =
    { $count ->
        [one] { $count } dispositivo no se usa desde hace 60 días. <link>¿Cerrar su sesión?</link>
       *[other] { $count } dispositivos no se usan desde hace 60 días. <link>¿Cerrar su sesión?</link>
    }
devices-search = Buscar dispositivos
devices-search-hint = Buscar nombre o ubicación
devices-search-button = Buscar
devices-order = Orden
devices-which = Dispositivos que se muestran
devices-all = Todos
devices-previous = Anteriores
devices-more = Mostrar más
empty-first = De momento, solo este
empty = Ningún otro dispositivo tiene la sesión iniciada
empty-note = Cuando inicies sesión en otro lugar, ese dispositivo aparecerá aquí y podrás cerrar su sesión desde esta página.
empty-try = Para verlo ya, abre una ventana privada u otro navegador e inicia sesión allí.
unknown-notice =
    { $count ->
        [1] Un dispositivo nuevo ha iniciado sesión.
        [one] { $count } dispositivo nuevo ha iniciado sesión.
       *[other] { $count } dispositivos nuevos han iniciado sesión.
    }
was-this-you = ¿Has sido tú?
group-sign-ins =
    { $count ->
        [one] { $count } inicio de sesión
       *[other] { $count } inicios de sesión
    }
row-choose = Seleccionar { $device }
row-sign-out = Cerrar la sesión de { $device }
row-locked = Bloqueado
row-tonight = Su sesión se cierra esta noche
take-back-label-lock = Desbloquear
take-back-label-tonight = Mantener la sesión
take-back-label-recognition = Deshacer
button-for-device = { $button }: { $device }
preview-more = y { $count } más
pager = Páginas
pager-newer = Más recientes
pager-older = Más antiguos
pager-page = Página { $page } de { $pages }
filter-unused = Sin usar desde hace 30 días
filter-forgotten = Sin usar desde hace 60 días
filter-abroad = En otros países
filter-browsers = Navegadores en ordenadores
filter-phones = Móviles y tabletas
sort-last-active = Últimos usados primero
sort-signed-in = Inicios de sesión recientes primero
sort-name = Por nombre
sort-location = Por ubicación
kind-desktop = Ordenador
kind-phone = Móvil
kind-tablet = Tableta
kind-console = Videoconsola
kind-television = Televisor
kind-command-line = Herramienta de línea de comandos
kind-robot = Cliente automatizado
kind-unknown = Dispositivo desconocido

## Signing devices out

action = Qué hacer
action-now = Cerrar sesión ahora
action-now-note = Pierde el acceso al instante
action-tonight = Cerrar sesión esta noche
action-tonight-note = Mantiene la sesión hasta medianoche ({ $time })
action-tonight-note-utc = Mantiene la sesión hasta medianoche UTC (00:00 UTC)
action-lock = Bloquearlo
action-lock-note = Mantiene la sesión, pero pide antes la contraseña
dialog-now = ¿Cerrar la sesión de { $device }?
dialog-tonight = ¿Cerrar la sesión de { $device } esta noche?
dialog-lock = ¿Bloquear { $device }?
dialog-tonight-note = Mantiene la sesión hasta medianoche
dialog-lock-button = Bloquear
dialog-working = Un momento…
dialog-others =
    { $count ->
        [one] { $count } dispositivo más pierde el acceso al instante. Este mantiene la sesión.
       *[other] { $count } dispositivos más pierden el acceso al instante. Este mantiene la sesión.
    }
sign-out-device-title = Cerrar la sesión de un dispositivo
sign-out-others-title = Cerrar la sesión de otros dispositivos
sign-out-others-none = No hay otros dispositivos con la sesión iniciada
sign-out-others-nothing = No se ha cambiado nada.
sign-out-others-all = ¿Cerrar la sesión de todos los demás dispositivos?
sign-out-others-some =
    { $count ->
        [one] ¿Cerrar la sesión de { $count } dispositivo más?
       *[other] ¿Cerrar la sesión de { $count } dispositivos más?
    }
sign-out-others-note =
    { $count ->
        [1] Pierde el acceso al instante. Este dispositivo mantiene la sesión.
        [one] { $count } dispositivo pierde el acceso al instante. Este dispositivo mantiene la sesión.
       *[other] Pierden el acceso al instante. Este dispositivo mantiene la sesión.
    }

## Recognising devices

confirm-device-title = ¿Son tuyos estos dispositivos?
confirm-device-one = ¿Es tuyo { $device }?
confirm-device-one-note = Dejaremos de marcarlo.
confirm-device-several =
    { $count ->
        [one] ¿Es tuyo este { $count } dispositivo?
       *[other] ¿Son tuyos estos { $count } dispositivos?
    }
confirm-device-several-note = Dejaremos de marcarlos.
confirm-device-button = Sí, confirmar

## What is known of a device

facts = Información
facts-agent = Navegador y sistema
facts-signed-in = Inicio de sesión
facts-with-password = Con la contraseña.
facts-stays = Mantiene la sesión
facts-last-active = Última actividad
facts-first-seen = Visto por primera vez
facts-address = Dirección IP
facts-locations = Ubicaciones
facts-calls-itself = Se identifica como
facts-kept = Sesión permanente.
facts-browser = Hasta que se cierre el navegador.
facts-shared = Por poco tiempo, como en un ordenador compartido.
facts-ends = Termina tras { $duration } sin actividad, como muy tarde el { $time }.
facts-from-to = { $from } a { $to }

## Creating an account

sign-up-title = Crear una cuenta
sign-up-lead = Una cuenta, y una vista clara de cada dispositivo que la usa.
sign-up-sign-in = ¿Ya tienes una cuenta? <link>Inicia sesión</link>

## Signing in

sign-in-title = Iniciar sesión
sign-in-lead = Consulta cada dispositivo de tu cuenta y cierra la sesión de cualquiera de ellos.
sign-in-https = Este sitio solo guarda cookies por https. Abre { $link }
sign-in-new = ¿Aún no usas { $site }? <link>Crea una cuenta</link>
sign-in-shared = En un ordenador compartido.
sign-in-mine = Este ordenador es mío
sign-in-keep = Mantener la sesión iniciada
sign-in-is-shared = ¿Ordenador compartido?
sign-in-lasts = Se cierra la sesión tras { $duration }.
sign-in-lasts-idle = Se cierra la sesión tras { $duration } sin actividad.
why-signed-out-from = Sesión cerrada desde { $device } el { $time }.
why-password-changed-on = La contraseña se cambió en { $device } el { $time }.
why-other = { $reason } ({ $time }).
why-doubt = ¿No has sido tú? <link>Cambia tu contraseña</link>.

## Passwords

reset-title = Elige una contraseña nueva
reset-lead = Se cerrará la sesión de todos los dispositivos. Vuelve a iniciarla con la contraseña nueva.
reset-for = Para { $email }
reset-again = Pedir un enlace nuevo
change-password-others = Cerrar la sesión de todos los demás dispositivos
change-password-others-note = Necesitarán la contraseña nueva para volver a entrar.
later = Más tarde

## What is said of a new password while it is typed

strength-weak = Fácil de adivinar.
strength-fair = Se acepta, pero una más larga es más segura.
strength-good = Buena.
strength-strong = Muy segura.
strength-why-rows = Las filas de teclas son fáciles de adivinar.
strength-why-keyboard = Los patrones cortos del teclado son fáciles de adivinar.
strength-why-repeats = Las repeticiones como «aaa» son fáciles de adivinar.
strength-why-patterns = Las repeticiones como «abcabcabc» apenas son más difíciles de adivinar que «abc».
strength-why-top-10 = Es una de las diez contraseñas más comunes.
strength-why-top-100 = Es una de las cien contraseñas más comunes.
strength-why-common = Es una contraseña muy común.
strength-why-similar = Se parece a una contraseña común.
strength-why-sequences = Las secuencias como «abc» o «6543» son fáciles de adivinar.
strength-why-years = Los años recientes son fáciles de adivinar.
strength-why-word = Una sola palabra es fácil de adivinar.
strength-why-dates = Las fechas suelen ser fáciles de adivinar.
strength-why-name = Un nombre solo es fácil de adivinar.
strength-why-names = Los nombres comunes son fáciles de adivinar.
strength-how-words = Usa varias palabras, pero no una frase común.
strength-how-symbols = No hacen falta símbolos, números ni mayúsculas.
strength-how-add = Añade una o dos palabras, mejor si son poco comunes.
strength-how-capitals = Las mayúsculas apenas ayudan.
strength-how-uppercase = Escribirlo todo en mayúsculas apenas ayuda.
strength-how-reversed = Las palabras al revés no son mucho más difíciles de adivinar.
strength-how-substitutions = Sustituir letras, como «a» por «@», apenas ayuda.
strength-how-keyboard = Usa un patrón más largo del teclado, con más cambios de dirección.
strength-how-repeats = Evita repetir palabras y caracteres.
strength-how-sequences = Evita las secuencias.
strength-how-years = Evita los años recientes.
strength-how-own-years = Evita los años que tengan que ver contigo.
strength-how-own-dates = Evita las fechas y los años que tengan que ver contigo.

## Activity

activity-lead = Lo que ha pasado últimamente en tu cuenta. Si no reconoces algo, <link>cambia la contraseña</link>.
activity-which = Entradas que se muestran
activity-none = Últimamente no ha pasado nada de este tipo.
activity-done-on = hecho en { $device }
activity-disowned = Sesión cerrada por no ser tuyo
activity-not-you = ¿No has sido tú?
activity-download = Descargar esta lista
activity-download-some = Descargar esta lista ({ $filter })
activity-ended-others =
    { $count ->
        [one] cerrada la sesión de { $count } dispositivo más
       *[other] cerrada la sesión de { $count } dispositivos más
    }
activity-filter-important = Importante
activity-filter-sign-ins = Inicios de sesión
activity-filter-warnings = Avisos
activity-filter-changes = Cambios
activity-filter-everything = Todo
event-signed-up = Cuenta creada
event-signed-in = Inicio de sesión
event-sign-in-failed = Inicio de sesión fallido
event-session-ended = Sesión cerrada
event-token-refused = Se rechazó un dispositivo con la sesión cerrada
event-password-proved = Contraseña confirmada
event-password-proof-failed = Contraseña incorrecta en un dispositivo con sesión
event-password-changed = Contraseña cambiada
event-reset-requested = Restablecimiento de contraseña solicitado
event-password-reset = Contraseña restablecida
event-email-restored = Correo electrónico restaurado
event-email-changed = Correo electrónico cambiado
event-device-locked = Dispositivo bloqueado
event-device-shortened = Cierre de sesión programado para esta noche
event-device-unlocked = Dispositivo desbloqueado
event-device-kept = Cierre de sesión de esta noche cancelado
event-device-unrecognised = Dispositivo ya no reconocido
event-data-downloaded = Datos descargados
event-device-moved = Usado desde una ubicación inusual
event-device-confirmed = Dispositivo reconocido
event-device-renamed = Dispositivo renombrado
event-privacy-changed = Privacidad de la ubicación cambiada
ended-signed-out = Sesión cerrada en el propio dispositivo
ended-signed-out-remotely = Sesión cerrada por ti
ended-signed-out-remotely-from = Sesión cerrada por ti desde { $device }
ended-replaced = Ha vuelto a iniciar sesión
ended-idle = Sesión cerrada tras mucho tiempo sin actividad
ended-expired = Sesión cerrada al caducar
ended-limit = Sesión cerrada para dejar sitio a un dispositivo más nuevo
ended-token-reused = Sesión cerrada porque podría haberse copiado
ended-password-changed = Sesión cerrada al cambiar la contraseña
ended-password-reset = Sesión cerrada al restablecer la contraseña
ended-operator = Sesión cerrada por el administrador de este servidor
ended-disowned = Sesión cerrada por no ser tuyo
ended-disowned-from = Sesión cerrada desde { $device } por no ser tuyo
ended-email-restored = Sesión cerrada al restaurar el correo electrónico
ended-disabled = Sesión cerrada al desactivar la cuenta
ended-restored = Sesión cerrada porque los datos del servidor se restauraron de una copia de seguridad

## Recently signed out

receipts = Sesiones cerradas recientemente
receipts-ended = { $reason } ({ $time }).
receipts-all = Todas están en tu actividad
receipts-refused =
    { $count ->
        [1] Intentó abrir el sitio { $time } y no pudo.
        [one] Intentó abrir el sitio { $count } vez, la última { $time }, y no pudo.
       *[other] Intentó abrir el sitio { $count } veces, la última { $time }, y no pudo.
    }

## One device

device-title = Dispositivo
device-history = Historial
device-older = Las entradas más antiguas están en <link>tu actividad</link>.
device-signed-out = Sesión cerrada
device-state = Estado
device-locked = Bloqueado: mantiene la sesión, pero pide antes la contraseña.
device-ends = Su sesión se cerrará el { $time }.
device-mine = Sí, este dispositivo es mío
device-about = Sobre este dispositivo
device-sign-out-here = Cerrar sesión aquí
device-sign-out = Cerrar sesión o bloquear…
answer-yes = Sí, he sido yo
answer-no = No he sido yo
rename = Cambiar el nombre de { $device }
rename-title = Cambiar el nombre de un dispositivo
rename-field = Nombre del dispositivo
rename-count = { $number } de { $most } caracteres
rename-names-phone = Mi teléfono | Teléfono del trabajo | Teléfono antiguo
rename-names-tablet = Mi tableta | Tableta de la cocina | Tableta familiar
rename-names-television = Salón | Dormitorio
rename-names-computer = Portátil del trabajo | Ordenador de casa | Ordenador familiar | Portátil antiguo
name-it = Ponerle un nombre
rename-hint =
    { $count ->
        [one] Por ejemplo «Portátil del trabajo» o «iPad de la cocina», como máximo { $count } carácter. Déjalo vacío para llamarlo { $device }.
       *[other] Por ejemplo «Portátil del trabajo» o «iPad de la cocina», como máximo { $count } caracteres. Déjalo vacío para llamarlo { $device }.
    }
not-me-question = ¿{ $device } no es tuyo?
not-me-live = Cierra su sesión y elige después una contraseña nueva: otra persona conoce la tuya.
not-me-ended = Su sesión ya está cerrada. Elige ahora una contraseña nueva: otra persona conoce la tuya.
not-me-ended-button = No es mío
not-me-next = Se ha cerrado la sesión de { $device }
not-me-next-note = Elige ahora una contraseña nueva, para que nadie pueda iniciar sesión con la anterior.
not-me-others =
    { $count ->
        [one] Cerrar también la sesión de { $count } dispositivo más que no has reconocido
       *[other] Cerrar también la sesión de { $count } dispositivos más que no has reconocido
    }

## Emails

email-fact = { $name }: { $value }
email-fact-account = Cuenta
email-fact-device = Dispositivo
email-fact-location = Ubicación
email-fact-time = Fecha
email-fact-unusual = Inusual
email-fact-new-address = Dirección nueva
email-fact-old-address = Dirección anterior
email-fact-signed-out = Sesiones cerradas
email-fact-more = Y
email-devices =
    { $count ->
        [0] Ningún dispositivo
        [one] { $count } dispositivo
       *[other] { $count } dispositivos
    }
email-more-listed = { $count } más
email-see-devices = Ver tus dispositivos
email-nothing-to-do = Si has sido tú, no tienes que hacer nada.
email-link-until = El enlace funciona una vez, hasta las { $time }.
email-link-until-date = El enlace funciona una vez, hasta el { $date }.
email-test-subject = Correo de prueba de { $site }
email-test = Esto es una prueba. Si puedes leerla, { $site } puede enviar correos.
email-test-button = Abrir el sitio
email-test-closing = Comprueba que el enlace lleva a tu propio servidor.
email-confirm-subject = Confirma tu correo electrónico para { $site }
email-confirm = Alguien, probablemente tú, ha pedido una cuenta en { $site } con esta dirección.
email-confirm-button = Confirmar mi correo
email-confirm-note = El enlace funciona una vez, hasta las { $time }. Te pedirá la contraseña que elegiste.
email-confirm-closing = Si no has sido tú, ignora este correo: sin el enlace no se crea ninguna cuenta.
email-taken-subject = Ya tienes una cuenta en { $site }
email-taken = Alguien, probablemente tú, ha pedido una cuenta en { $site } con esta dirección. Ya tienes una.
email-taken-closing = Si no has sido tú, ignora este correo: no se ha cambiado nada.
email-new-address-subject = Confirma tu nuevo correo electrónico para { $site }
email-new-address = Has pedido usar esta dirección para tu cuenta de { $site }.
email-new-address-closing = Si no lo has pedido, ignora este correo: la dirección no se cambia.
email-asked-subject = Alguien ha pedido cambiar el correo electrónico de tu cuenta de { $site }
email-asked = Alguien, probablemente tú, ha pedido usar otra dirección para tu cuenta de { $site }. Se cambiará cuando se abra un enlace que se ha enviado allí.
email-asked-button = Cambiar la contraseña
email-asked-note = Una contraseña nueva anula la petición.
email-changed-subject = Se ha cambiado el correo electrónico de tu cuenta de { $site }
email-changed = Tu cuenta de { $site } ya no usa esta dirección.
email-changed-button = Deshacer el cambio
email-changed-note = El enlace funciona una vez, hasta el { $date }. Restaura esta dirección y cierra la sesión de todos los dispositivos.
email-reset-subject = Restablece tu contraseña de { $site }
email-reset = Alguien, probablemente tú, ha pedido restablecer la contraseña de tu cuenta de { $site }.
email-reset-note = El enlace funciona una vez, hasta las { $time }. Se cerrará la sesión de todos tus dispositivos.
email-reset-closing = Si no has sido tú, ignora este correo: tu contraseña no cambia.
email-choose-subject = Elige una contraseña nueva para { $site }
email-disowned = Has cerrado la sesión de un dispositivo que no es tuyo. Quien lo usaba conoce tu contraseña, así que elige ahora una nueva.
email-restored = Tu cuenta de { $site } vuelve a tener esta dirección y se ha cerrado la sesión de todos los dispositivos.
email-restored-why = Quien cambió la dirección conocía tu contraseña, así que elige ahora una nueva.
email-password-subject = Se ha cambiado tu contraseña de { $site }
email-password = Se ha cambiado la contraseña de tu cuenta de { $site }.
email-password-note = Pide una contraseña nueva por correo, lo que cierra la sesión de todos los dispositivos.
email-new-device-subject = Nuevo dispositivo en { $site }
email-new-device = Un dispositivo nunca visto ha iniciado sesión en tu cuenta de { $site }.
email-new-device-closing = Mientras no se confirme, el dispositivo no puede cerrar la sesión de los demás ni cambiar tu cuenta.
email-unusual-subject = Inicio de sesión inusual en { $site }
email-unusual = Uno de tus dispositivos ha iniciado sesión en tu cuenta de { $site } de forma inusual.
email-unusual-closing = Si has sido tú, indícalo en la página del dispositivo y dejaremos de marcarlo.
email-no-link-closing = Si no has sido tú, elige enseguida una contraseña nueva: así se cierra la sesión de todos los dispositivos.
email-disown-note = «No he sido yo» pide una confirmación y cierra la sesión del dispositivo. Funciona una vez, hasta el { $date }.
email-more-subject =
    { $count ->
        [one] { $count } dispositivo más en { $site }
       *[other] { $count } dispositivos más en { $site }
    }
email-more =
    { $count ->
        [one] Desde el último correo, { $count } dispositivo más ha iniciado sesión en tu cuenta de { $site }.
       *[other] Desde el último correo, { $count } dispositivos más han iniciado sesión en tu cuenta de { $site }.
    }
email-more-note = Si no conoces estos dispositivos, una contraseña nueva cierra la sesión de todos.
email-more-closing = Si son tuyos, confírmalos en la página de tus dispositivos.
email-recognise-subject = Confirma un dispositivo para { $site }
email-recognise = Alguien que ha iniciado sesión en tu cuenta de { $site } ha pedido un enlace que confirma este dispositivo como tuyo.
email-recognise-closing = Si no has sido tú, no abras el primer enlace. Cierra la sesión del dispositivo y elige una contraseña nueva.

## What scripts say

script-today = Hoy
script-yesterday = Ayer
script-retry-minutes =
    { $count ->
        [one] Vuelve a intentarlo en { $number } minuto.
       *[other] Vuelve a intentarlo en { $number } minutos.
    }
script-retry-seconds =
    { $count ->
        [one] Vuelve a intentarlo en { $number } segundo.
       *[other] Vuelve a intentarlo en { $number } segundos.
    }
script-tonight = La sesión de { $device } se cerrará a medianoche.
script-locked = { $device } está bloqueado.
script-gone = La sesión de { $device } ya estaba cerrada.
script-others =
    { $count ->
        [one] Se ha cerrado la sesión de { $number } dispositivo más.
       *[other] Se ha cerrado la sesión de { $number } dispositivos más.
    }

## Errors

error-email-invalid = Introduce un correo electrónico, por ejemplo nombre@example.com.
error-email-taken = Ya existe una cuenta con este correo electrónico. Inicia sesión o usa otra dirección.
error-email-in-use = Este correo electrónico pertenece a otra cuenta. Usa otro.
error-email-unchanged = Esa ya es tu dirección.
error-password-missing = Introduce tu contraseña.
error-password-too-short = Usa al menos 8 caracteres.
error-password-too-long = Usa como máximo 128 caracteres.
error-password-too-common = Esta contraseña es fácil de adivinar. Usa una más larga o menos común.
error-password-unchanged = Esa es tu contraseña actual. Elige otra.
error-password-due = Otra persona conoce esta contraseña, así que primero hay que cambiarla. Hazlo en un dispositivo que hayas confirmado o elige «¿Has olvidado tu contraseña?».
error-too-late = Ya es tarde para deshacerlo.
error-wrong-credentials = El correo electrónico y la contraseña no coinciden.
error-sign-in-required = Inicia sesión para continuar.
error-cookie-not-kept = Tu navegador no ha guardado la cookie de inicio de sesión. Permite las cookies de este sitio y vuelve a iniciar sesión.
error-password-required = Introduce tu contraseña para continuar.
error-wrong-password = La contraseña no es correcta.
error-device-locked = Este dispositivo está bloqueado. Introduce tu contraseña para continuar.
error-link-invalid = Este enlace ya se ha usado o ha caducado. Pide uno nuevo.
error-sign-up-closed = Solo el administrador de este servidor puede crear cuentas. Pídele una.
error-too-many-attempts = Demasiados intentos. Espera un rato y vuelve a intentarlo.
error-too-many-emails = Se han pedido demasiados correos últimamente. No se ha enviado nada. Espera un rato y vuelve a intentarlo.
error-too-slow = La petición ha tardado demasiado en llegar. No se ha cambiado nada.
error-session-ended = Se ha cerrado la sesión de este dispositivo.
error-session-expired = Tu sesión ha caducado.
error-session-invalid = No se ha podido verificar tu sesión. Vuelve a iniciarla.
error-device-not-found = Este dispositivo no tiene la sesión iniciada en tu cuenta.
error-name-too-long = Usa como máximo 60 caracteres.
error-name-invalid = Quita los saltos de línea, los caracteres invisibles y los que invierten el texto.
error-ask-elsewhere = Aún no has confirmado este dispositivo. Abre el enlace del correo que enviamos cuando inició sesión, o hazlo en un dispositivo que hayas confirmado.
error-this-device = Este es el dispositivo que estás usando. Si no es tuyo, cierra la sesión aquí.
error-not-found = Aquí no hay nada.
error-cross-site = Esta petición venía de otro sitio, así que no se ha hecho nada.
error-too-large = Esta petición es demasiado grande. No se ha cambiado nada.
error-uri-too-long = Esta dirección web es demasiado larga. No se ha cambiado nada.
error-headers-too-large = Las cookies u otras cabeceras de esta petición son demasiado grandes. No se ha cambiado nada.
error-malformed = En esta petición falta algo o está mal formado. No se ha cambiado nada.
error-method-not-allowed = Esta página no acepta ese tipo de petición.
error-busy = Hay demasiadas personas iniciando sesión ahora mismo. Vuelve a intentarlo en unos segundos.
error-overloaded = El servidor está sobrecargado ahora mismo. No se ha cambiado nada. Vuelve a intentarlo en unos segundos.
error-unavailable = El servidor no puede acceder a sus datos ahora mismo. No se ha cambiado nada. Vuelve a intentarlo en un momento.
error-internal = Se ha producido un error por nuestra parte. No se ha cambiado nada.
error-unreachable = No se ha podido conectar con el servidor. Comprueba la conexión y vuelve a intentarlo.

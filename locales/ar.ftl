### العربية: ترجمة en.ftl الذي يحتوي أيضًا على الملاحظات. المخاطبة بصيغة المفرد.

## The frame of every page

page-description = اطّلع على كل الأجهزة التي سُجّل الدخول منها إلى حسابك، وسجّل خروج أي منها.
nav-skip = التخطي إلى المحتوى
nav-account = حسابك
nav-devices = الأجهزة
nav-activity = النشاط
nav-settings = الحساب
device-back = كل الأجهزة
sign-out = تسجيل الخروج
cancel = إلغاء
save = حفظ
change = تغيير
continue = متابعة
undo = تراجع
done = تم.
language = اللغة

## Fields

email = البريد الإلكتروني
password = كلمة المرور
current-password = كلمة المرور الحالية
new-password = كلمة المرور الجديدة
password-hint = 8 أحرف على الأقل من أي نوع. بضع كلمات لا صلة بينها خيار جيد.
password-suggest = اقتراح عبارة مرور
password-show = إظهار
password-hide = إخفاء
password-lasts = لن تُطلب منك مجددًا لمدة { $duration }.

## Times

time-just-now = الآن
time-active-now = نشط الآن
time-active = نشط { $ago }
time-days =
    { $count ->
        [zero] { $count } يوم
        [one] يوم واحد
        [two] يومين
        [few] { $count } أيام
        [many] { $count } يومًا
       *[other] { $count } يوم
    }
time-hours =
    { $count ->
        [zero] { $count } ساعة
        [one] ساعة واحدة
        [two] ساعتين
        [few] { $count } ساعات
        [many] { $count } ساعة
       *[other] { $count } ساعة
    }
time-minutes =
    { $count ->
        [zero] { $count } دقيقة
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $count } دقائق
        [many] { $count } دقيقة
       *[other] { $count } دقيقة
    }
time-seconds =
    { $count ->
        [zero] { $count } ثانية
        [one] ثانية واحدة
        [two] ثانيتين
        [few] { $count } ثوانٍ
        [many] { $count } ثانية
       *[other] { $count } ثانية
    }

## Locations

location-unknown = موقع غير معروف
location-local = شبكة محلية
location-not-kept = لم يُحفظ الموقع
location-city = { $city }، { $country }

## Account

account-title = الحساب
account-sign-in = تسجيل الدخول
account-change-email = تغيير البريد الإلكتروني
account-password-note = يمكنك تسجيل خروج أجهزتك الأخرى عند تغييرها.
account-change-password = تغيير كلمة المرور
account-data = الخصوصية والبيانات
account-location = خصوصية الموقع
account-location-city = تُحفظ المدينة والبلد.
account-location-country = يُحفظ البلد فقط.
account-location-none = لا يُحفظ أي موقع.
account-change-location = تغيير خصوصية الموقع
account-your-data = بياناتك
account-your-data-note = كل ما نحفظه عنك بتنسيق JSON.
account-download = تنزيل
account-download-your-data = تنزيل بياناتك
account-language = اللغة
account-language-note = لغة صفحاتك ورسائلك.
account-danger = منطقة الخطر
account-delete = حذف الحساب
account-delete-note = يسجّل خروج كل الأجهزة ويحذف كل شيء فورًا.
account-delete-button = حذف

## Location privacy

privacy-title = خصوصية الموقع
privacy-seen = يرى { $site } هذا الجهاز على العنوان { $address }: { $location }. يُبحث عن المواقع على هذا الخادم، ولا يغادره أي عنوان.
privacy-wrong = إذا لم يكن هذا عنوانك، فستبدو كل أجهزتك متشابهة هنا. أخبر مسؤول هذا الخادم.
privacy-question = مدى دقة حفظ المواقع
privacy-city = المدينة
privacy-city-note = إن وُجدت في بيانات هذا الخادم
privacy-country = البلد
privacy-country-note = بلا مدينة ولا إحداثيات
privacy-none = لا شيء
privacy-none-note = لا يُحفظ أي موقع، فلا يمكن ملاحظة موقع غير معتاد
privacy-less = حفظ معلومات أقل يمحو أيضًا المواقع الأدق المحفوظة سابقًا.

## Change email address

change-email-title = تغيير البريد الإلكتروني
change-email-lead = بعد ذلك تسجّل الدخول بالعنوان الجديد. وسنُعلم العنوان القديم.
change-email-new = البريد الإلكتروني الجديد
change-email-button = تغيير العنوان

## Download your data

download-title = تنزيل بياناتك
download-lead = كل ما نحفظه عنك: حسابك وأجهزتك ونشاطك، بتنسيق JSON.
download-button = تنزيل

## Delete account

delete-title = حذف الحساب
delete-lead = يسجّل خروج كل الأجهزة ويحذف فورًا كل ما نحفظه عنك. لا يمكن التراجع عن ذلك.
delete-button = حذف حسابي

## Forgot your password?

forgotten-title = هل نسيت كلمة المرور؟
forgotten-lead = سنرسل إليك رابطًا لاختيار كلمة مرور جديدة.
forgotten-button = إرسال الرابط
forgotten-back = العودة إلى تسجيل الدخول

## A link confirms an address

confirm-title = تأكيد عنوانك
confirm-lead = بقيت خطوة واحدة.
confirm-creates = سيُنشأ بذلك حساب للعنوان { $email }.
confirm-changes = من الآن يستخدم حسابك العنوان { $email }.
confirm-password = كلمة المرور التي اخترتها
confirm-create = إنشاء الحساب
confirm-button = تأكيد

## A locked device

unlock-title = أدخل كلمة المرور
unlock-locked = لقد قفلت هذا الجهاز. ما زال مسجّل الدخول باسم { $email }.
unlock-not-locked = هذا الجهاز غير مقفل. ما زال مسجّل الدخول باسم { $email }.
unlock-button = إلغاء القفل
unlock-sign-out = تسجيل الخروج بدلًا من ذلك

## 'This wasn't me' of an email

disown-title = لم أكن أنا
disown-lead = سجّل خروج جهاز ليس لك.
disown-over = استُخدم هذا الرابط من قبل أو انتهت صلاحيته، أو تم التعرّف على الجهاز منذ ذلك الحين. إذا لم تتعرّف على جهاز، فسجّل الدخول ثم سجّل خروجه، أو <link>اختر كلمة مرور جديدة</link>.
disown-signed-in = سيُسجَّل خروجه فورًا، وسنرسل إليك بالبريد رابطًا لاختيار كلمة مرور جديدة.
disown-signed-out = سُجّل خروجه بالفعل. سنرسل إليك بالبريد رابطًا لاختيار كلمة مرور جديدة.
disown-button = تسجيل خروجه
disown-send = أرسل إليّ الرابط
go-to-sign-in = الانتقال إلى تسجيل الدخول

## 'This was me' of an email

recognise-title = كنت أنا
recognise-lead = أكّد جهازًا لك.
recognise-done = شكرًا لك.
recognise-over = استُخدم هذا الرابط من قبل أو انتهت صلاحيته، أو أُبلغ أن الجهاز ليس لك. سجّل الدخول على ذلك الجهاز: يمكنك طلب رابط جديد من قائمة أجهزته.
recognise-note = سيتمكن من تسجيل خروج أجهزتك الأخرى وتغيير كلمة المرور والبريد الإلكتروني. إذا لم تكن أنت، فأغلق هذه الصفحة.
recognise-button = نعم، إنه لي
linked-device = { $location } · { $active }

## 'Restore this address' of an email

undo-title = استعادة عنوانك
undo-lead = تراجَع عن تغيير البريد الإلكتروني لحسابك.
undo-over = استُخدم هذا الرابط من قبل أو انتهت صلاحيته، أو لم يعد صالحًا لأنه تم التراجع عن تغيير سابق. إذا تعذّر عليك دخول حسابك، فتواصل مع مسؤول هذا الخادم.
undo-note = سيستعيد حسابك العنوان { $email }. سيُسجَّل خروج كل الأجهزة، وسنرسل إليك بالبريد رابطًا لاختيار كلمة مرور جديدة.
undo-button = استعادة العنوان

## Taking back what was done to a device

take-back-lock = هل تريد إلغاء قفل { $device }؟
take-back-tonight = هل تريد إبقاء { $device } مسجّل الدخول؟
take-back-recognition = هل { $device } ليس لك في الواقع؟

## After 'Not me'

task = مهمة متبقية
task-note = يعرف شخص آخر كلمة مرورك. إلى أن تغيّرها، لا يمكن لأحد تسجيل الدخول على جهاز لم تتعرّف عليه.
task-button = تغيير كلمة المرور

## What was done

said-the-device = الجهاز
said-signed-out = تم تسجيل خروجك.
said-device-signed-out = سُجّل خروج { $device }.
said-others-signed-out = سُجّل خروج كل الأجهزة الأخرى.
said-chosen-signed-out = سُجّل خروج هذه الأجهزة.
said-signs-out-tonight = سيُسجَّل خروج { $device } الليلة.
said-locked = قُفل { $device } إلى أن تُدخَل كلمة المرور عليه.
said-recognised = تم التعرّف على { $device }.
said-several-recognised = تم التعرّف على هذه الأجهزة.
said-unlocked = أُلغي قفل { $device }.
said-stays-signed-in = سيبقى { $device } مسجّل الدخول.
said-not-recognised = لم يعد { $device } معروفًا.
said-renamed = الاسم الجديد: { $device }.
said-not-mine = سُجّل خروج { $device }. اختر كلمة مرور جديدة كي لا يتمكن أحد من تسجيل الدخول بالقديمة.
said-link-sent = أرسلنا الرابط إلى بريدك الإلكتروني. يعمل مرة واحدة، لمدة أسبوع.
said-password-changed = تم تغيير كلمة المرور.
said-password-reset = تم تغيير كلمة المرور وتسجيل خروج كل الأجهزة. سجّل الدخول بكلمة المرور الجديدة.
said-email-changed = تم تغيير بريدك الإلكتروني.
said-email-sent = تحقق من صندوق الوارد للعنوان الجديد. الرابط الذي أرسلناه إليه يُكمل التغيير.
said-precision-set = تم حفظ اختيارك.
said-language-set = تم حفظ اللغة.
said-account-deleted = تم حذف حسابك مع كل ما كان محفوظًا عنك.
said-sign-up-sent = تحقق من صندوق الوارد (والرسائل غير المرغوب فيها). الرابط الذي أرسلناه يعمل مرة واحدة، لمدة 30 دقيقة.
said-reset-sent = إذا كان هناك حساب بهذا العنوان، فقد أرسلنا إليه رسالة. الرابط الذي فيها يعمل مرة واحدة، لمدة 30 دقيقة.
said-disowned-and-sent = سُجّل خروج الجهاز. تحقق من بريدك مجددًا: أرسلنا رابطًا لاختيار كلمة مرور جديدة. الشخص الذي استخدم ذلك الجهاز يعرف القديمة.
said-disowned = سُجّل خروج الجهاز. للحساب الآن بريد إلكتروني آخر. إذا لم تغيّره أنت، فتواصل مع مسؤول هذا الخادم.
said-recognised-by-link = تم تأكيد الجهاز. يمكنه الآن فعل كل ما تفعله أجهزتك المؤكدة الأخرى.
said-email-restored = استعاد حسابك عنوانه السابق، وسُجّل خروج كل الأجهزة. أرسلنا رابطًا إلى ذلك العنوان. استخدمه لاختيار كلمة مرور جديدة: الشخص الذي غيّر العنوان كان يعرف القديمة.

## Why a device is flagged

flag-new = جديد
flag-returned = سجّل الدخول مجددًا
flag-new-country = بلد جديد
flag-fast-travel = تنقّل غير معقول
reason-new-own = لم تؤكد هذا الجهاز بعد. لتأكيده، افتح { $site } على جهاز استخدمته من قبل، أو افتح الرابط في الرسالة المتعلقة بتسجيل الدخول هذا.
reason-new = لم يُستخدم حسابك على هذا الجهاز من قبل. اختر «نعم، كنت أنا» وسنتوقف عن الإشارة إليه.
reason-new-country = استُخدم في { $location }، وهو بلد لم يكن فيه أي من أجهزتك المعروفة من قبل. هل كنت مسافرًا أو تستخدم شبكة VPN؟
reason-fast-travel = استُخدم في { $location } بعد وقت قصير جدًا من استخدام حسابك في مكان بعيد، أسرع من أي رحلة جوية. قد يبدو الأمر كذلك مع شبكة VPN.
reason-returned = سجّلت خروج هذا الجهاز، ثم سجّل الدخول مجددًا بكلمة مرورك. إذا لم تكن أنت، فاختر «لم أكن أنا».

## What can't be shown

failed = تعذّر تنفيذ ذلك
failed-device = لم يُعثر على الجهاز
failed-link = لم يعد هذا الرابط يعمل
refused-not-found = غير موجود
refused-busy = سنعود بعد لحظات
refused-often = محاولات كثيرة جدًا
refused-internal = حدث خطأ ما
refused-home = الانتقال إلى أجهزتك
refused-again = إعادة المحاولة

## Devices

devices-only-this = هذا الجهاز وحده مسجّل الدخول.
devices-signed-in =
    { $count ->
        [zero] لا يوجد جهاز مسجّل الدخول.
        [one] جهاز واحد مسجّل الدخول.
        [two] جهازان مسجّلا الدخول.
        [few] { $count } أجهزة مسجّلة الدخول.
        [many] { $count } جهازًا مسجّل الدخول.
       *[other] { $count } جهاز مسجّل الدخول.
    }
devices-listed =
    { $count ->
        [zero] لا يُعرض أي جهاز.
        [one] يُعرض جهاز واحد.
        [two] يُعرض جهازان.
        [few] تُعرض { $count } أجهزة.
        [many] يُعرض { $count } جهازًا.
       *[other] يُعرض { $count } جهاز.
    }
devices-sign-out-others = تسجيل خروج كل الأجهزة الأخرى
devices-sign-out-these = تسجيل خروج هذه الأجهزة
devices-this = هذا الجهاز
devices-asked = بانتظار إجابتك
devices-others = أجهزة أخرى
devices-none = لا يوجد جهاز مطابق.
devices-show-all = عرض كل الأجهزة
devices-chosen = للأجهزة التي اخترتها:
devices-chosen-mine = إنها لي
devices-unconfirmed = لم تؤكد هذا الجهاز بعد. إلى ذلك الحين لا يمكنه تسجيل خروج أجهزتك المؤكدة ولا تغيير حسابك. أكّده على جهاز استخدمته من قبل، أو بالرابط في الرسالة المتعلقة بتسجيل الدخول هذا.
devices-send-link = إعادة إرسال الرابط
devices-help = كيف يتم التعرّف على الأجهزة؟
devices-help-text = بملف تعريف ارتباط يبقى بعد تسجيل الخروج: إذا سجّلت الدخول مجددًا في المتصفح نفسه، فإنه يحتفظ بمكانه في هذه القائمة. حذف ملفات تعريف الارتباط أو استخدام نافذة خاصة أو متصفح آخر يُنشئ جهازًا جديدًا. سجّل عندئذ خروج القديم. الأسماء هي ما تقوله الأجهزة عن نفسها. والمواقع تقريبية، حيث سُجّلت عناوين الإنترنت الخاصة بها.
devices-forgotten =
    { $count ->
        [zero] لا يوجد جهاز غير مستخدم منذ 60 يومًا. <link>تسجيل خروجها؟</link>
        [one] لم يُستخدم جهاز واحد منذ 60 يومًا. <link>تسجيل خروجه؟</link>
        [two] لم يُستخدم جهازان منذ 60 يومًا. <link>تسجيل خروجهما؟</link>
        [few] لم تُستخدم { $count } أجهزة منذ 60 يومًا. <link>تسجيل خروجها؟</link>
        [many] لم يُستخدم { $count } جهازًا منذ 60 يومًا. <link>تسجيل خروجها؟</link>
       *[other] لم يُستخدم { $count } جهاز منذ 60 يومًا. <link>تسجيل خروجها؟</link>
    }
devices-search = البحث في الأجهزة
devices-search-hint = ابحث عن اسم أو موقع
devices-search-button = بحث
devices-order = الترتيب
devices-which = الأجهزة المعروضة
devices-all = الكل
devices-previous = السابق
devices-more = عرض المزيد
empty-first = هذا الجهاز فقط حتى الآن
empty = لا يوجد جهاز آخر مسجّل الدخول
empty-note = عندما تسجّل الدخول في مكان آخر، يظهر ذلك الجهاز هنا، ويمكنك تسجيل خروجه من هذه الصفحة.
empty-try = لرؤية ذلك الآن، افتح نافذة خاصة أو متصفحًا آخر وسجّل الدخول هناك.
unknown-notice =
    { $count ->
        [zero] لم يسجّل أي جهاز جديد الدخول.
        [one] سجّل جهاز جديد الدخول.
        [two] سجّل جهازان جديدان الدخول.
        [few] سجّلت { $count } أجهزة جديدة الدخول.
        [many] سجّل { $count } جهازًا جديدًا الدخول.
       *[other] سجّل { $count } جهاز جديد الدخول.
    }
was-this-you = هل كنت أنت؟
group-sign-ins =
    { $count ->
        [zero] لا عمليات دخول
        [one] عملية دخول واحدة
        [two] عمليتا دخول
        [few] { $count } عمليات دخول
        [many] { $count } عملية دخول
       *[other] { $count } عملية دخول
    }
row-choose = اختيار { $device }
row-sign-out = تسجيل خروج { $device }
row-locked = مقفل
row-tonight = يُسجَّل خروجه الليلة
take-back-label-lock = إلغاء القفل
take-back-label-tonight = إبقاء الدخول مسجّلًا
take-back-label-recognition = تراجع
button-for-device = { $button }: { $device }
preview-more =
    { $count ->
        [zero] بلا أجهزة أخرى
        [one] وجهاز آخر
        [two] وجهازان آخران
        [few] و{ $count } أجهزة أخرى
        [many] و{ $count } جهازًا آخر
       *[other] و{ $count } جهاز آخر
    }
pager = الصفحات
pager-newer = الأحدث
pager-older = الأقدم
pager-page = الصفحة { $page } من { $pages }
filter-unused = غير مستخدمة منذ 30 يومًا
filter-forgotten = غير مستخدمة منذ 60 يومًا
filter-abroad = في بلدان أخرى
filter-browsers = متصفحات على الكمبيوتر
filter-phones = هواتف وأجهزة لوحية
sort-last-active = الأحدث استخدامًا أولًا
sort-signed-in = أحدث تسجيل دخول أولًا
sort-name = حسب الاسم
sort-location = حسب الموقع
kind-desktop = كمبيوتر
kind-phone = هاتف
kind-tablet = جهاز لوحي
kind-console = جهاز ألعاب
kind-television = تلفزيون
kind-command-line = أداة سطر أوامر
kind-robot = برنامج آلي
kind-unknown = جهاز غير معروف

## Signing devices out

action = ماذا تريد أن تفعل؟
action-now = تسجيل الخروج الآن
action-now-note = يفقد الوصول فورًا
action-tonight = تسجيل الخروج الليلة
action-tonight-note = يبقى مسجّل الدخول حتى منتصف الليل ({ $time })
action-tonight-note-utc = يبقى مسجّل الدخول حتى منتصف الليل بتوقيت UTC (00:00 UTC)
action-lock = قفله
action-lock-note = يبقى مسجّل الدخول، لكنه يطلب كلمة المرور أولًا
dialog-now = هل تريد تسجيل خروج { $device }؟
dialog-tonight = هل تريد تسجيل خروج { $device } الليلة؟
dialog-lock = هل تريد قفل { $device }؟
dialog-tonight-note = يبقى مسجّل الدخول حتى منتصف الليل
dialog-lock-button = قفل
dialog-working = جارٍ التنفيذ…
dialog-others =
    { $count ->
        [zero] لن يفقد أي جهاز الوصول. يبقى هذا الجهاز مسجّل الدخول.
        [one] يفقد جهاز آخر الوصول فورًا. يبقى هذا الجهاز مسجّل الدخول.
        [two] يفقد جهازان آخران الوصول فورًا. يبقى هذا الجهاز مسجّل الدخول.
        [few] تفقد { $count } أجهزة أخرى الوصول فورًا. يبقى هذا الجهاز مسجّل الدخول.
        [many] يفقد { $count } جهازًا آخر الوصول فورًا. يبقى هذا الجهاز مسجّل الدخول.
       *[other] يفقد { $count } جهاز آخر الوصول فورًا. يبقى هذا الجهاز مسجّل الدخول.
    }
sign-out-device-title = تسجيل خروج جهاز
sign-out-others-title = تسجيل خروج أجهزة أخرى
sign-out-others-none = لا توجد أجهزة أخرى لتسجيل خروجها
sign-out-others-nothing = لم يتغيّر شيء.
sign-out-others-all = هل تريد تسجيل خروج كل الأجهزة الأخرى؟
sign-out-others-some =
    { $count ->
        [zero] ألا تريد تسجيل خروج أي جهاز؟
        [one] هل تريد تسجيل خروج جهاز آخر؟
        [two] هل تريد تسجيل خروج جهازين آخرين؟
        [few] هل تريد تسجيل خروج { $count } أجهزة أخرى؟
        [many] هل تريد تسجيل خروج { $count } جهازًا آخر؟
       *[other] هل تريد تسجيل خروج { $count } جهاز آخر؟
    }
sign-out-others-note =
    { $count ->
        [zero] لن يفقد أي جهاز الوصول. يبقى هذا الجهاز مسجّل الدخول.
        [one] يفقد الوصول فورًا. يبقى هذا الجهاز مسجّل الدخول.
        [two] يفقدان الوصول فورًا. يبقى هذا الجهاز مسجّل الدخول.
        [few] تفقد الوصول فورًا. يبقى هذا الجهاز مسجّل الدخول.
        [many] تفقد الوصول فورًا. يبقى هذا الجهاز مسجّل الدخول.
       *[other] تفقد الوصول فورًا. يبقى هذا الجهاز مسجّل الدخول.
    }

## Recognising devices

confirm-device-title = هل هذه لك؟
confirm-device-one = هل { $device } لك؟
confirm-device-one-note = سنتوقف عن الإشارة إليه.
confirm-device-several =
    { $count ->
        [zero] ألا يوجد جهاز لك؟
        [one] هل هذا الجهاز لك؟
        [two] هل هذان الجهازان لك؟
        [few] هل هذه الأجهزة لك ({ $count })؟
        [many] هل هذه الأجهزة لك ({ $count })؟
       *[other] هل هذه الأجهزة لك ({ $count })؟
    }
confirm-device-several-note = سنتوقف عن الإشارة إليها.
confirm-device-button = نعم، لي

## What is known of a device

facts = معلومات
facts-agent = المتصفح والنظام
facts-signed-in = تسجيل الدخول
facts-with-password = بكلمة المرور.
facts-stays = يبقى مسجّل الدخول
facts-last-active = آخر نشاط
facts-first-seen = أول ظهور
facts-address = عنوان IP
facts-locations = المواقع
facts-calls-itself = يعرّف نفسه بـ
facts-kept = يبقى مسجّل الدخول.
facts-browser = حتى إغلاق المتصفح.
facts-shared = لوقت قصير، كما على كمبيوتر مشترك.
facts-ends = ينتهي بعد { $duration } بلا نشاط، وفي موعد أقصاه { $time }.
facts-from-to = من { $from } إلى { $to }

## Creating an account

sign-up-title = إنشاء حساب
sign-up-lead = حساب واحد، ورؤية واضحة لكل جهاز يستخدمه.
sign-up-sign-in = لديك حساب بالفعل؟ <link>تسجيل الدخول</link>

## Signing in

sign-in-title = تسجيل الدخول
sign-in-lead = اطّلع على كل جهاز في حسابك، وسجّل خروج أي منها.
sign-in-https = لا يحتفظ هذا الموقع بملفات تعريف الارتباط إلا عبر https. افتح { $link }
sign-in-new = جديد على { $site }؟ <link>إنشاء حساب</link>
sign-in-shared = على كمبيوتر مشترك.
sign-in-mine = هذا الكمبيوتر لي
sign-in-keep = إبقائي مسجّل الدخول
sign-in-is-shared = كمبيوتر مشترك؟
sign-in-lasts = يُسجَّل الخروج بعد { $duration }.
sign-in-lasts-idle = يُسجَّل الخروج بعد { $duration } بلا نشاط.
why-signed-out-from = سُجّل الخروج من { $device } في { $time }.
why-password-changed-on = غُيّرت كلمة المرور على { $device } في { $time }.
why-other = { $reason } ({ $time }).
why-doubt = ألم تكن أنت؟ <link>غيّر كلمة مرورك</link>.

## Passwords

reset-title = اختيار كلمة مرور جديدة
reset-lead = سيُسجَّل خروج كل الأجهزة. سجّل الدخول مجددًا بكلمة المرور الجديدة.
reset-for = للحساب { $email }
reset-again = طلب رابط جديد
change-password-others = تسجيل خروج كل الأجهزة الأخرى
change-password-others-note = ستحتاج إلى كلمة المرور الجديدة لتسجيل الدخول مجددًا.
later = لاحقًا

## What is said of a new password while it is typed

strength-weak = سهلة التخمين.
strength-fair = مقبولة، لكن الأطول أكثر أمانًا.
strength-good = جيدة.
strength-strong = قوية.
strength-why-rows = صفوف المفاتيح المتتالية سهلة التخمين.
strength-why-keyboard = أنماط لوحة المفاتيح القصيرة سهلة التخمين.
strength-why-repeats = التكرار مثل «aaa» سهل التخمين.
strength-why-patterns = التكرار مثل «abcabcabc» لا يزيد صعوبةً على «abc» إلا قليلًا.
strength-why-top-10 = هي من أكثر عشر كلمات مرور شيوعًا.
strength-why-top-100 = هي من أكثر مئة كلمة مرور شيوعًا.
strength-why-common = هي كلمة مرور شائعة جدًا.
strength-why-similar = تشبه كلمة مرور شائعة.
strength-why-sequences = المتتاليات مثل «abc» أو «6543» سهلة التخمين.
strength-why-years = السنوات القريبة سهلة التخمين.
strength-why-word = الكلمة الواحدة سهلة التخمين.
strength-why-dates = التواريخ غالبًا سهلة التخمين.
strength-why-name = الاسم وحده سهل التخمين.
strength-why-names = الأسماء الشائعة سهلة التخمين.
strength-how-words = استخدم بضع كلمات، وتجنّب العبارات الشائعة.
strength-how-symbols = لا حاجة إلى الرموز أو الأرقام أو الأحرف الكبيرة.
strength-how-add = أضف كلمة أو كلمتين، ويفضّل أن تكونا غير شائعتين.
strength-how-capitals = الأحرف الكبيرة لا تفيد كثيرًا.
strength-how-uppercase = كتابة كل الأحرف كبيرةً لا تفيد تقريبًا.
strength-how-reversed = الكلمات المعكوسة ليست أصعب كثيرًا.
strength-how-substitutions = استبدال الأحرف، مثل «a» بـ«@»، لا يفيد كثيرًا.
strength-how-keyboard = استخدم نمطًا أطول على لوحة المفاتيح فيه انعطافات أكثر.
strength-how-repeats = تجنّب تكرار الكلمات والأحرف.
strength-how-sequences = تجنّب المتتاليات.
strength-how-years = تجنّب السنوات القريبة.
strength-how-own-years = تجنّب السنوات المرتبطة بك.
strength-how-own-dates = تجنّب التواريخ والسنوات المرتبطة بك.

## Activity

activity-lead = ما حدث في حسابك مؤخرًا. إذا لم تكن أنت من فعل شيئًا منه، <link>فغيّر كلمة المرور</link>.
activity-which = الإدخالات المعروضة
activity-none = لم يحدث شيء من هذا النوع مؤخرًا.
activity-done-on = تم على { $device }
activity-disowned = سُجّل خروجه لأنه ليس لك
activity-not-you = ألم تكن أنت؟
activity-download = تنزيل هذه القائمة
activity-download-some = تنزيل هذه القائمة ({ $filter })
activity-ended-others =
    { $count ->
        [zero] لم يُسجَّل خروج أجهزة أخرى
        [one] سُجّل خروج جهاز آخر
        [two] سُجّل خروج جهازين آخرين
        [few] سُجّل خروج { $count } أجهزة أخرى
        [many] سُجّل خروج { $count } جهازًا آخر
       *[other] سُجّل خروج { $count } جهاز آخر
    }
activity-filter-important = المهم
activity-filter-sign-ins = تسجيلات الدخول
activity-filter-warnings = التحذيرات
activity-filter-changes = التغييرات
activity-filter-everything = الكل
event-signed-up = إنشاء الحساب
event-signed-in = تسجيل دخول
event-sign-in-failed = فشل تسجيل الدخول
event-session-ended = تسجيل خروج
event-token-refused = رُفض جهاز سُجّل خروجه
event-password-proved = تأكيد كلمة المرور
event-password-proof-failed = كلمة مرور خاطئة على جهاز مسجّل الدخول
event-password-changed = تغيير كلمة المرور
event-reset-requested = طلب إعادة تعيين كلمة المرور
event-password-reset = إعادة تعيين كلمة المرور
event-email-restored = استعادة البريد الإلكتروني
event-email-changed = تغيير البريد الإلكتروني
event-device-locked = قفل جهاز
event-device-shortened = ضبط تسجيل خروج جهاز الليلة
event-device-unlocked = إلغاء قفل جهاز
event-device-kept = إلغاء تسجيل الخروج الليلة
event-device-unrecognised = لم يعد الجهاز معروفًا
event-data-downloaded = تنزيل البيانات
event-device-moved = استخدام من موقع غير معتاد
event-device-confirmed = التعرّف على جهاز
event-device-renamed = إعادة تسمية جهاز
event-privacy-changed = تغيير خصوصية الموقع
ended-signed-out = سُجّل الخروج على الجهاز نفسه
ended-signed-out-remotely = سجّلت خروجه
ended-signed-out-remotely-from = سجّلت خروجه من { $device }
ended-replaced = سجّل الدخول مجددًا
ended-idle = سُجّل خروجه بعد مدة طويلة بلا نشاط
ended-expired = سُجّل خروجه عند انتهاء جلسته
ended-limit = سُجّل خروجه لإفساح المجال لجهاز أحدث
ended-token-reused = سُجّل خروجه لاحتمال نسخ تسجيل دخوله
ended-password-changed = سُجّل خروجه عند تغيير كلمة المرور
ended-password-reset = سُجّل خروجه عند إعادة تعيين كلمة المرور
ended-operator = سجّل خروجه مسؤول هذا الخادم
ended-disowned = سُجّل خروجه لأنه ليس لك
ended-disowned-from = سُجّل خروجه من { $device } لأنه ليس لك
ended-email-restored = سُجّل خروجه عند استعادة البريد الإلكتروني
ended-disabled = سُجّل خروجه عند تعطيل الحساب
ended-restored = سُجّل خروجه لأن بيانات الخادم استُعيدت من نسخة احتياطية

## Recently signed out

receipts = سُجّل خروجها مؤخرًا
receipts-ended = { $reason } ({ $time }).
receipts-all = كلها في نشاطك
receipts-refused =
    { $count ->
        [zero] لم يحاول فتح الموقع منذ { $time }.
        [one] حاول فتح الموقع { $time } ولم يتمكن.
        [two] حاول فتح الموقع مرتين، آخرهما { $time }، ولم يتمكن.
        [few] حاول فتح الموقع { $count } مرات، آخرها { $time }، ولم يتمكن.
        [many] حاول فتح الموقع { $count } مرة، آخرها { $time }، ولم يتمكن.
       *[other] حاول فتح الموقع { $count } مرة، آخرها { $time }، ولم يتمكن.
    }

## One device

device-title = الجهاز
device-history = السجل
device-older = الإدخالات الأقدم في <link>نشاطك</link>.
device-signed-out = سُجّل خروجه
device-state = الحالة
device-locked = مقفل: يبقى مسجّل الدخول، لكنه يطلب كلمة المرور أولًا.
device-ends = سيُسجَّل خروجه في { $time }.
device-mine = نعم، هذا الجهاز لي
device-about = عن هذا الجهاز
device-sign-out-here = تسجيل الخروج هنا
device-sign-out = تسجيل الخروج أو القفل…
answer-yes = نعم، كنت أنا
answer-no = لم أكن أنا
rename = إعادة تسمية { $device }
rename-title = إعادة تسمية جهاز
rename-field = اسم الجهاز
rename-count = { $number } من { $most } حرفًا
rename-names-phone = هاتفي | هاتف العمل | الهاتف القديم
rename-names-tablet = جهازي اللوحي | الجهاز اللوحي في المطبخ | الجهاز اللوحي للعائلة
rename-names-television = غرفة المعيشة | غرفة النوم
rename-names-computer = كمبيوتر العمل | كمبيوتر المنزل | كمبيوتر العائلة | الكمبيوتر القديم
name-it = تسميته
rename-hint =
    { $count ->
        [zero] مثل «كمبيوتر العمل» أو «آيباد المطبخ»، { $count } حرف على الأكثر. إذا تُرك فارغًا فاسمه { $device }.
        [one] مثل «كمبيوتر العمل» أو «آيباد المطبخ»، حرف واحد على الأكثر. إذا تُرك فارغًا فاسمه { $device }.
        [two] مثل «كمبيوتر العمل» أو «آيباد المطبخ»، حرفان على الأكثر. إذا تُرك فارغًا فاسمه { $device }.
        [few] مثل «كمبيوتر العمل» أو «آيباد المطبخ»، { $count } أحرف على الأكثر. إذا تُرك فارغًا فاسمه { $device }.
        [many] مثل «كمبيوتر العمل» أو «آيباد المطبخ»، { $count } حرفًا على الأكثر. إذا تُرك فارغًا فاسمه { $device }.
       *[other] مثل «كمبيوتر العمل» أو «آيباد المطبخ»، { $count } حرف على الأكثر. إذا تُرك فارغًا فاسمه { $device }.
    }
not-me-question = هل { $device } ليس لك؟
not-me-live = سجّل خروجه، ثم اختر كلمة مرور جديدة: يعرف شخص غيرك كلمة مرورك.
not-me-ended = سبق تسجيل خروجه. اختر كلمة مرور جديدة الآن: يعرف شخص غيرك كلمة مرورك.
not-me-ended-button = ليس جهازي
not-me-next = سُجّل خروج { $device }
not-me-next-note = اختر كلمة مرور جديدة الآن حتى لا يتمكن أحد من تسجيل الدخول بالقديمة.
not-me-others =
    { $count ->
        [zero] لا أجهزة أخرى لتسجيل خروجها
        [one] سجّل أيضًا خروج جهاز آخر لم تتعرّف عليه
        [two] سجّل أيضًا خروج جهازين آخرين لم تتعرّف عليهما
        [few] سجّل أيضًا خروج { $count } أجهزة أخرى لم تتعرّف عليها
        [many] سجّل أيضًا خروج { $count } جهازًا آخر لم تتعرّف عليه
       *[other] سجّل أيضًا خروج { $count } جهاز آخر لم تتعرّف عليه
    }

## Emails

email-fact = { $name }: { $value }
email-fact-account = الحساب
email-fact-device = الجهاز
email-fact-location = الموقع
email-fact-time = الوقت
email-fact-unusual = غير معتاد
email-fact-new-address = العنوان الجديد
email-fact-old-address = العنوان القديم
email-fact-signed-out = تسجيل الخروج
email-fact-more = وأيضًا
email-devices =
    { $count ->
        [zero] لا أجهزة
        [one] جهاز واحد
        [two] جهازان
        [few] { $count } أجهزة
        [many] { $count } جهازًا
       *[other] { $count } جهاز
    }
email-more-listed =
    { $count ->
        [zero] { $count } آخر
        [one] واحد آخر
        [two] اثنان آخران
        [few] { $count } أخرى
        [many] { $count } أخرى
       *[other] { $count } أخرى
    }
email-see-devices = عرض أجهزتك
email-nothing-to-do = إن كنت أنت، فلا حاجة إلى فعل شيء.
email-link-until = يعمل الرابط مرة واحدة، حتى { $time }.
email-link-until-date = يعمل الرابط مرة واحدة، حتى { $date }.
email-test-subject = رسالة اختبار من { $site }
email-test = هذا اختبار. إن كنت تستطيع قراءته، فإن { $site } قادر على إرسال البريد.
email-test-button = فتح الموقع
email-test-closing = تحقّق من أن الرابط يؤدي إلى خادمك أنت.
email-confirm-subject = أكّد بريدك الإلكتروني لدى { $site }
email-confirm = طلب أحدهم، على الأرجح أنت، حسابًا لدى { $site } بهذا العنوان.
email-confirm-button = تأكيد بريدي
email-confirm-note = يعمل الرابط مرة واحدة، حتى { $time }. سيطلب كلمة المرور التي اخترتها.
email-confirm-closing = إن لم تكن أنت، فتجاهل هذه الرسالة: لا يُنشأ حساب بدون الرابط.
email-taken-subject = لديك حساب بالفعل لدى { $site }
email-taken = طلب أحدهم، على الأرجح أنت، حسابًا لدى { $site } بهذا العنوان. لديك حساب بالفعل.
email-taken-closing = إن لم تكن أنت، فتجاهل هذه الرسالة: لم يتغيّر شيء.
email-new-address-subject = أكّد بريدك الإلكتروني الجديد لدى { $site }
email-new-address = طلبت استخدام هذا العنوان لحسابك لدى { $site }.
email-new-address-closing = إن لم تطلب ذلك، فتجاهل هذه الرسالة: لن يتغيّر العنوان.
email-asked-subject = طلب أحدهم تغيير البريد الإلكتروني لحسابك لدى { $site }
email-asked = طلب أحدهم، على الأرجح أنت، استخدام عنوان آخر لحسابك لدى { $site }. يتغيّر العنوان عند فتح رابط أُرسل إليه.
email-asked-button = غيّر كلمة مرورك
email-asked-note = كلمة مرور جديدة تلغي الطلب.
email-changed-subject = تغيّر البريد الإلكتروني لحسابك لدى { $site }
email-changed = لم يعد حسابك لدى { $site } يستخدم هذا العنوان.
email-changed-button = التراجع عن التغيير
email-changed-note = يعمل الرابط مرة واحدة، حتى { $date }. يعيد هذا العنوان ويسجّل خروج كل الأجهزة.
email-reset-subject = أعد تعيين كلمة مرورك لدى { $site }
email-reset = طلب أحدهم، على الأرجح أنت، إعادة تعيين كلمة مرور حسابك لدى { $site }.
email-reset-note = يعمل الرابط مرة واحدة، حتى { $time }. سيُسجَّل خروج كل أجهزتك.
email-reset-closing = إن لم تكن أنت، فتجاهل هذه الرسالة: تبقى كلمة مرورك كما هي.
email-choose-subject = اختر كلمة مرور جديدة لدى { $site }
email-disowned = سجّلت خروج جهاز ليس لك. يعرف من استخدمه كلمة مرورك، فاختر كلمة مرور جديدة الآن.
email-restored = عاد هذا العنوان إلى حسابك لدى { $site }، وسُجّل خروج كل الأجهزة.
email-restored-why = كان من غيّر العنوان يعرف كلمة مرورك، فاختر كلمة مرور جديدة الآن.
email-password-subject = تغيّرت كلمة مرورك لدى { $site }
email-password = تغيّرت كلمة مرور حسابك لدى { $site }.
email-password-note = يطلب كلمة مرور جديدة بالبريد، ما يسجّل خروج كل الأجهزة.
email-new-device-subject = سجّل جهاز جديد الدخول إلى { $site }
email-new-device = سجّل جهاز لم يُستخدم من قبل الدخول إلى حسابك لدى { $site }.
email-new-device-closing = ما دام غير مؤكَّد، لا يستطيع الجهاز تسجيل خروج أجهزتك الأخرى ولا تغيير حسابك.
email-unusual-subject = تسجيل دخول غير معتاد إلى { $site }
email-unusual = سجّل أحد أجهزتك الدخول إلى حسابك لدى { $site } بطريقة غير معتادة.
email-unusual-closing = إن كنت أنت، فأكّد ذلك في صفحة الجهاز، ولن يُشار إليه بعد ذلك.
email-no-link-closing = إن لم تكن أنت، فاختر كلمة مرور جديدة فورًا: يسجّل ذلك خروج كل الأجهزة.
email-disown-note = «لم أكن أنا» يسأل مرة أخرى ثم يسجّل خروج الجهاز. يعمل مرة واحدة، حتى { $date }.
email-more-subject =
    { $count ->
        [zero] سجّل { $count } جهاز آخر الدخول إلى { $site }
        [one] سجّل جهاز آخر الدخول إلى { $site }
        [two] سجّل جهازان آخران الدخول إلى { $site }
        [few] سجّلت { $count } أجهزة أخرى الدخول إلى { $site }
        [many] سجّل { $count } جهازًا آخر الدخول إلى { $site }
       *[other] سجّل { $count } جهاز آخر الدخول إلى { $site }
    }
email-more =
    { $count ->
        [zero] منذ الرسالة الأخيرة سجّل { $count } جهاز آخر الدخول إلى حسابك لدى { $site }.
        [one] منذ الرسالة الأخيرة سجّل جهاز آخر الدخول إلى حسابك لدى { $site }.
        [two] منذ الرسالة الأخيرة سجّل جهازان آخران الدخول إلى حسابك لدى { $site }.
        [few] منذ الرسالة الأخيرة سجّلت { $count } أجهزة أخرى الدخول إلى حسابك لدى { $site }.
        [many] منذ الرسالة الأخيرة سجّل { $count } جهازًا آخر الدخول إلى حسابك لدى { $site }.
       *[other] منذ الرسالة الأخيرة سجّل { $count } جهاز آخر الدخول إلى حسابك لدى { $site }.
    }
email-more-note = إن كنت لا تعرف هذه الأجهزة: كلمة مرور جديدة تسجّل خروجها كلها.
email-more-closing = إن كانت أجهزتك، فأكّدها في صفحة أجهزتك.
email-recognise-subject = أكّد جهازًا لدى { $site }
email-recognise = طلب شخص سجّل الدخول إلى حسابك لدى { $site } رابطًا يؤكد أن هذا الجهاز لك.
email-recognise-closing = إن لم تكن أنت، فلا تفتح الرابط الأول. سجّل خروج الجهاز واختر كلمة مرور جديدة.

## What scripts say

script-today = اليوم
script-yesterday = أمس
script-retry-minutes =
    { $count ->
        [zero] أعد المحاولة بعد { $number } دقيقة.
        [one] أعد المحاولة بعد دقيقة واحدة.
        [two] أعد المحاولة بعد دقيقتين.
        [few] أعد المحاولة بعد { $number } دقائق.
        [many] أعد المحاولة بعد { $number } دقيقة.
       *[other] أعد المحاولة بعد { $number } دقيقة.
    }
script-retry-seconds =
    { $count ->
        [zero] أعد المحاولة بعد { $number } ثانية.
        [one] أعد المحاولة بعد ثانية واحدة.
        [two] أعد المحاولة بعد ثانيتين.
        [few] أعد المحاولة بعد { $number } ثوانٍ.
        [many] أعد المحاولة بعد { $number } ثانية.
       *[other] أعد المحاولة بعد { $number } ثانية.
    }
script-tonight = سيُسجَّل خروج { $device } عند منتصف الليل.
script-locked = قُفل { $device }.
script-gone = كان { $device } قد سُجّل خروجه.
script-others =
    { $count ->
        [zero] لم يُسجَّل خروج أي جهاز آخر.
        [one] سُجّل خروج جهاز آخر.
        [two] سُجّل خروج جهازين آخرين.
        [few] سُجّل خروج { $number } أجهزة أخرى.
        [many] سُجّل خروج { $number } جهازًا آخر.
       *[other] سُجّل خروج { $number } جهاز آخر.
    }

## Errors

error-email-invalid = أدخل عنوان بريد إلكتروني، مثل name@example.com.
error-email-taken = يوجد حساب بهذا البريد الإلكتروني بالفعل. سجّل الدخول أو استخدم عنوانًا آخر.
error-email-in-use = هذا البريد الإلكتروني يخص حسابًا آخر. استخدم عنوانًا آخر.
error-email-unchanged = هذا عنوانك بالفعل.
error-password-missing = أدخل كلمة المرور.
error-password-too-short = استخدم 8 أحرف على الأقل.
error-password-too-long = استخدم 128 حرفًا على الأكثر.
error-password-too-common = كلمة المرور هذه سهلة التخمين. استخدم كلمة أطول أو أقل شيوعًا.
error-password-unchanged = هذه كلمة مرورك الحالية. اختر كلمة أخرى.
error-password-due = يعرف شخص آخر كلمة المرور هذه، لذا يجب تغييرها أولًا. افعل ذلك على جهاز أكّدته، أو اختر «هل نسيت كلمة المرور؟».
error-too-late = فات أوان التراجع عن ذلك.
error-wrong-credentials = البريد الإلكتروني وكلمة المرور غير متطابقين.
error-sign-in-required = سجّل الدخول للمتابعة.
error-cookie-not-kept = لم يحتفظ متصفحك بملف تعريف الارتباط الذي يسجّل دخولك. اسمح بملفات تعريف الارتباط لهذا الموقع، ثم سجّل الدخول مجددًا.
error-password-required = أدخل كلمة المرور للمتابعة.
error-wrong-password = كلمة المرور غير صحيحة.
error-device-locked = هذا الجهاز مقفل. أدخل كلمة المرور للمتابعة.
error-link-invalid = استُخدم هذا الرابط من قبل أو انتهت صلاحيته. اطلب رابطًا جديدًا.
error-sign-up-closed = لا يمكن لغير مسؤول هذا الخادم إنشاء الحسابات. اطلب منه حسابًا.
error-too-many-attempts = محاولات كثيرة جدًا. انتظر قليلًا ثم أعد المحاولة.
error-too-many-emails = طُلبت رسائل كثيرة جدًا مؤخرًا. لم يُرسل شيء. انتظر قليلًا ثم أعد المحاولة.
error-too-slow = استغرق وصول الطلب وقتًا طويلًا. لم يتغيّر شيء.
error-session-ended = سُجّل خروج هذا الجهاز.
error-session-expired = انتهت صلاحية جلستك.
error-session-invalid = تعذّر التحقق من تسجيل دخولك. يُرجى تسجيل الدخول مجددًا.
error-device-not-found = هذا الجهاز غير مسجّل الدخول إلى حسابك.
error-name-too-long = استخدم 60 حرفًا على الأكثر.
error-name-invalid = أزل فواصل الأسطر والأحرف غير المرئية والأحرف التي تعكس اتجاه النص.
error-ask-elsewhere = لم تؤكد هذا الجهاز بعد. افتح الرابط في الرسالة التي أرسلناها عند تسجيل دخوله، أو افعل ذلك على جهاز أكّدته.
error-this-device = هذا هو الجهاز الذي تستخدمه. إذا لم يكن لك، فسجّل الخروج هنا.
error-not-found = لا يوجد شيء هنا.
error-cross-site = جاء هذا الطلب من موقع آخر، لذا لم يُنفَّذ شيء.
error-too-large = هذا الطلب كبير جدًا. لم يتغيّر شيء.
error-uri-too-long = عنوان الويب هذا طويل جدًا. لم يتغيّر شيء.
error-headers-too-large = ملفات تعريف الارتباط أو الترويسات الأخرى في هذا الطلب كبيرة جدًا. لم يتغيّر شيء.
error-malformed = في هذا الطلب شيء ناقص أو غير صحيح. لم يتغيّر شيء.
error-method-not-allowed = لا تقبل هذه الصفحة هذا النوع من الطلبات.
error-busy = يسجّل أشخاص كثيرون الدخول الآن. أعد المحاولة بعد بضع ثوانٍ.
error-overloaded = الخادم مثقل بالطلبات حاليًا. لم يتغيّر شيء. أعد المحاولة بعد بضع ثوانٍ.
error-unavailable = لا يستطيع الخادم الوصول إلى بياناته حاليًا. لم يتغيّر شيء. أعد المحاولة بعد لحظات.
error-internal = حدث خطأ من جانبنا. لم يتغيّر شيء.
error-unreachable = تعذّر الوصول إلى الخادم. تحقق من الاتصال ثم أعد المحاولة.

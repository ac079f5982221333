### 日本語: en.ftl の翻訳です。説明も en.ftl にあります。です・ます調で書きます。

## The frame of every page

page-description = アカウントにログインしているすべてのデバイスを確認し、ログアウトさせることができます。
nav-skip = 本文へスキップ
nav-account = アカウントのメニュー
nav-devices = デバイス
nav-activity = アクティビティ
nav-settings = アカウント
device-back = すべてのデバイス
sign-out = ログアウト
cancel = キャンセル
save = 保存
change = 変更
continue = 続ける
undo = 元に戻す
done = 完了しました。
language = 言語

## Fields

email = メールアドレス
password = パスワード
current-password = 現在のパスワード
new-password = 新しいパスワード
password-hint = 8 文字以上。文字の種類は問いません。互いに関係のない単語をいくつか並べるのがおすすめです。
password-suggest = パスフレーズを提案
password-show = 表示
password-hide = 非表示
password-lasts = 今後 { $duration }は再入力の必要がありません。

## Times

time-just-now = たった今
time-active-now = 現在使用中
time-active = { $ago }に使用
time-days = { $count } 日間
time-hours = { $count } 時間
time-minutes = { $count } 分間
time-seconds = { $count } 秒間

## Locations

location-unknown = 不明な場所
location-local = ローカルネットワーク
location-not-kept = 場所は保存されていません
location-city = { $city }、{ $country }

## Account

account-title = アカウント
account-sign-in = ログイン
account-change-email = メールアドレスを変更
account-password-note = 変更するときに、ほかのデバイスをログアウトさせることができます。
account-change-password = パスワードを変更
account-data = プライバシーとデータ
account-location = 位置情報のプライバシー
account-location-city = 都市と国が保存されます。
account-location-country = 国のみが保存されます。
account-location-none = 場所は保存されません。
account-change-location = 位置情報のプライバシーを変更
account-your-data = データ
account-your-data-note = 保存されているお客様のすべての情報（JSON 形式）。
account-download = ダウンロード
account-download-your-data = データをダウンロード
account-language = 言語
account-language-note = ページとメールに使う言語です。
account-danger = 危険な操作
account-delete = アカウントを削除
account-delete-note = すべてのデバイスをログアウトさせ、すべての情報をただちに削除します。
account-delete-button = 削除

## Location privacy

privacy-title = 位置情報のプライバシー
privacy-seen = { $site } から見たこのデバイスのアドレスは { $address } です（{ $location }）。場所はこのサーバー上で調べられ、アドレスが外部に送信されることはありません。
privacy-wrong = これがお使いのアドレスでない場合、すべてのデバイスが同じように表示されます。サーバーの管理者にお知らせください。
privacy-question = 場所をどの程度詳しく保存するか
privacy-city = 都市
privacy-city-note = このサーバーのデータにある場合
privacy-country = 国
privacy-country-note = 都市と座標は保存しません
privacy-none = 保存しない
privacy-none-note = 場所を保存しないため、通常と異なる場所に気づくことができません
privacy-less = 保存する情報を減らすと、これまでに保存されたより詳しい場所も消去されます。

## Change email address

change-email-title = メールアドレスを変更
change-email-lead = 変更後は新しいアドレスでログインします。これまでのアドレスにもお知らせします。
change-email-new = 新しいメールアドレス
change-email-button = アドレスを変更

## Download your data

download-title = データをダウンロード
download-lead = 保存されているお客様のすべての情報（アカウント、デバイス、アクティビティ）を JSON 形式でダウンロードできます。
download-button = ダウンロード

## Delete account

delete-title = アカウントを削除
delete-lead = すべてのデバイスをログアウトさせ、お客様に関するすべての情報をただちに削除します。この操作は取り消せません。
delete-button = アカウントを削除する

## Forgot your password?

forgotten-title = パスワードをお忘れですか？
forgotten-lead = 新しいパスワードを設定するためのリンクをお送りします。
forgotten-button = リンクを送信
forgotten-back = ログインに戻る

## A link confirms an address

confirm-title = メールアドレスの確認
confirm-lead = あと 1 ステップです。
confirm-creates = { $email } のアカウントを作成します。
confirm-changes = 今後、アカウントのアドレスは { $email } になります。
confirm-password = 設定したパスワード
confirm-create = アカウントを作成
confirm-button = 確認

## A locked device

unlock-title = パスワードを入力
unlock-locked = このデバイスはロックされています。{ $email } としてログインしたままです。
unlock-not-locked = このデバイスはロックされていません。{ $email } としてログインしたままです。
unlock-button = ロックを解除
unlock-sign-out = 代わりにログアウトする

## 'This wasn't me' of an email

disown-title = 自分ではありません
disown-lead = 自分のものではないデバイスをログアウトさせます。
disown-over = このリンクはすでに使用されたか、有効期限が切れたか、その後デバイスが承認されています。心当たりのないデバイスがある場合は、ログインしてそのデバイスをログアウトさせるか、<link>新しいパスワードを設定</link>してください。
disown-signed-in = デバイスはただちにログアウトされます。新しいパスワードを設定するためのリンクをメールでお送りします。
disown-signed-out = デバイスはすでにログアウトされています。新しいパスワードを設定するためのリンクをメールでお送りします。
disown-button = ログアウトさせる
disown-send = リンクを送信
go-to-sign-in = ログインへ

## 'This was me' of an email

recognise-title = 自分です
recognise-lead = 自分のデバイスを承認します。
recognise-done = ありがとうございます。
recognise-over = このリンクはすでに使用されたか、有効期限が切れたか、デバイスが自分のものではないと報告されています。そのデバイスでログインすると、デバイス一覧から新しいリンクをリクエストできます。
recognise-note = このデバイスから、ほかのデバイスをログアウトさせたり、パスワードとメールアドレスを変更したりできるようになります。心当たりがない場合は、このページを閉じてください。
recognise-button = はい、自分のものです
linked-device = { $location } · { $active }

## 'Restore this address' of an email

undo-title = アドレスを元に戻す
undo-lead = アカウントのメールアドレスの変更を取り消します。
undo-over = このリンクはすでに使用されたか、有効期限が切れたか、以前の変更が取り消されたため無効です。アカウントにアクセスできない場合は、サーバーの管理者にお問い合わせください。
undo-note = アカウントのアドレスが { $email } に戻ります。すべてのデバイスがログアウトされ、新しいパスワードを設定するためのリンクをメールでお送りします。
undo-button = アドレスを元に戻す

## Taking back what was done to a device

take-back-lock = { $device } のロックを解除しますか？
take-back-tonight = { $device } のログインを維持しますか？
take-back-recognition = { $device } の承認を取り消しますか？

## After 'Not me'

task = 必要な対応
task-note = ほかの人にパスワードを知られています。変更するまで、承認していないデバイスからは誰もログインできません。
task-button = パスワードを変更

## What was done

said-the-device = デバイス
said-signed-out = ログアウトしました。
said-device-signed-out = { $device } をログアウトさせました。
said-others-signed-out = ほかのすべてのデバイスをログアウトさせました。
said-chosen-signed-out = 選択したデバイスをログアウトさせました。
said-signs-out-tonight = { $device } は今夜ログアウトされます。
said-locked = { $device } は、パスワードが入力されるまでロックされます。
said-recognised = { $device } を承認しました。
said-several-recognised = 選択したデバイスを承認しました。
said-unlocked = { $device } のロックを解除しました。
said-stays-signed-in = { $device } のログインを維持します。
said-not-recognised = { $device } の承認を取り消しました。
said-renamed = 名前を { $device } に変更しました。
said-not-mine = { $device } をログアウトさせました。以前のパスワードでログインされないように、新しいパスワードを設定してください。
said-link-sent = メールアドレスにリンクをお送りしました。1 週間以内に 1 回だけ使用できます。
said-password-changed = パスワードを変更しました。
said-password-reset = パスワードを変更し、すべてのデバイスをログアウトさせました。新しいパスワードでログインしてください。
said-email-changed = メールアドレスを変更しました。
said-email-sent = 新しいアドレスの受信トレイを確認してください。お送りしたリンクを開くと変更が完了します。
said-precision-set = 設定を保存しました。
said-language-set = 言語を保存しました。
said-account-deleted = アカウントと、保存されていたすべての情報を削除しました。
said-sign-up-sent = 受信トレイ（迷惑メールも）を確認してください。お送りしたリンクは 30 分以内に 1 回だけ使用できます。
said-reset-sent = このアドレスのアカウントがある場合は、メールをお送りしました。リンクは 30 分以内に 1 回だけ使用できます。
said-disowned-and-sent = デバイスをログアウトさせました。もう一度メールを確認してください。新しいパスワードを設定するためのリンクをお送りしました。そのデバイスを使った人は、以前のパスワードを知っています。
said-disowned = デバイスをログアウトさせました。アカウントのメールアドレスはすでに変更されています。変更した覚えがない場合は、サーバーの管理者にお問い合わせください。
said-recognised-by-link = デバイスを承認しました。ほかの承認済みデバイスと同じ操作ができるようになりました。
said-email-restored = アカウントのアドレスが元に戻り、すべてのデバイスがログアウトされました。そのアドレスにリンクをお送りしました。アドレスを変更した人は以前のパスワードを知っているため、新しいパスワードを設定してください。

## Why a device is flagged

flag-new = 新規
flag-returned = 再ログイン
flag-new-country = 新しい国
flag-fast-travel = 不自然な移動
reason-new-own = このデバイスはまだ承認されていません。以前から使っているデバイスで { $site } を開くか、このログインについてのメールのリンクを開いて承認してください。
reason-new = このデバイスでアカウントが使われたのは初めてです。「はい、自分です」を選ぶと、今後は表示されません。
reason-new-country = { $location } で使用されました。承認済みのデバイスがこれまで使われたことのない国です。旅行中、または VPN を使用していましたか？
reason-fast-travel = { $location } で使用されました。その直前に遠く離れた場所でアカウントが使われており、飛行機でも移動できない速さです。VPN を使用するとこのように見えることがあります。
reason-returned = ログアウトさせたこのデバイスが、その後パスワードを使って再びログインしました。心当たりがない場合は「自分ではありません」を選んでください。

## What can't be shown

failed = 処理できませんでした
failed-device = デバイスが見つかりません
failed-link = このリンクは使用できません
refused-not-found = 見つかりません
refused-busy = しばらくお待ちください
refused-often = 時間をおいてください
refused-internal = エラーが発生しました
refused-home = デバイス一覧へ
refused-again = もう一度試す

## Devices

devices-only-this = ログインしているのはこのデバイスだけです。
devices-signed-in = { $count } 台のデバイスがログインしています。
devices-listed = { $count } 台のデバイスを表示しています。
devices-sign-out-others = ほかをすべてログアウト
devices-sign-out-these = これらをログアウト
devices-this = このデバイス
devices-asked = 確認が必要です
devices-others = ほかのデバイス
devices-none = 該当するデバイスはありません。
devices-show-all = すべてのデバイスを表示
devices-chosen = 選択したデバイス:
devices-chosen-mine = 自分のものです
devices-unconfirmed = このデバイスはまだ承認されていません。承認するまで、承認済みのデバイスをログアウトさせたり、アカウントを変更したりすることはできません。以前から使っているデバイスか、このログインについてのメールのリンクで承認してください。
devices-send-link = リンクを再送信
devices-help = デバイスはどのように識別されますか？
devices-help-text = ログアウトしても残る Cookie で識別します。同じブラウザでもう一度ログインすると、この一覧の同じデバイスとして表示されます。Cookie を消去した場合や、プライベートウィンドウ、別のブラウザを使った場合は新しいデバイスになります。その場合は古いデバイスをログアウトさせてください。名前はデバイス自身が伝えるものです。場所は、インターネットアドレスが登録されているおおよその場所です。
devices-forgotten = { $count } 台のデバイスが 60 日間使用されていません。<link>ログアウトさせますか？</link>
devices-search = デバイスを検索
devices-search-hint = 名前または場所を検索
devices-search-button = 検索
devices-order = 並べ替え
devices-which = 表示するデバイス
devices-all = すべて
devices-previous = 前へ
devices-more = さらに表示
empty-first = 今のところこのデバイスだけです
empty = ほかにログインしているデバイスはありません
empty-note = 別の場所でログインすると、そのデバイスがここに表示され、このページからログアウトさせることができます。
empty-try = すぐに試すには、プライベートウィンドウか別のブラウザを開いてログインしてください。
unknown-notice = 新しいデバイスがログインしました（{ $count } 台）。
was-this-you = ご自身の操作ですか？
group-sign-ins =
    { $count ->
       *[other] { $count } 件のログイン
    }
row-choose = { $device } を選択
row-sign-out = { $device } をログアウト
row-locked = ロック中
row-tonight = 今夜ログアウト
take-back-label-lock = ロックを解除
take-back-label-tonight = ログインを維持
take-back-label-recognition = 元に戻す
button-for-device = { $button }: { $device }
preview-more = ほか { $count } 台
pager = ページ
pager-newer = 新しいもの
pager-older = 古いもの
pager-page = { $pages } ページ中 { $page } ページ目
filter-unused = 30 日間未使用
filter-forgotten = 60 日間未使用
filter-abroad = 別の国
filter-browsers = パソコンのブラウザ
filter-phones = スマートフォンとタブレット
sort-last-active = 最近使用した順
sort-signed-in = ログインが新しい順
sort-name = 名前順
sort-location = 場所順
kind-desktop = パソコン
kind-phone = スマートフォン
kind-tablet = タブレット
kind-console = ゲーム機
kind-television = テレビ
kind-command-line = コマンドラインツール
kind-robot = 自動クライアント
kind-unknown = 不明なデバイス

## Signing devices out

action = 操作を選択
action-now = 今すぐログアウト
action-now-note = ただちにアクセスできなくなります
action-tonight = 今夜ログアウト
action-tonight-note = 午前 0 時までログインしたままです（{ $time }）
action-tonight-note-utc = UTC の午前 0 時までログインしたままです（00:00 UTC）
action-lock = ロックする
action-lock-note = ログインしたままですが、最初にパスワードの入力が必要になります
dialog-now = { $device } をログアウトさせますか？
dialog-tonight = { $device } を今夜ログアウトさせますか？
dialog-lock = { $device } をロックしますか？
dialog-tonight-note = 午前 0 時までログインしたままです
dialog-lock-button = ロック
dialog-working = 処理中…
dialog-others = ほかの { $count } 台のデバイスはただちにアクセスできなくなります。このデバイスはログインしたままです。
sign-out-device-title = デバイスをログアウト
sign-out-others-title = ほかのデバイスをログアウト
sign-out-others-none = ログアウトさせるほかのデバイスはありません
sign-out-others-nothing = 何も変更されていません。
sign-out-others-all = ほかのすべてのデバイスをログアウトさせますか？
sign-out-others-some = ほかの { $count } 台のデバイスをログアウトさせますか？
sign-out-others-note = { $count } 台がただちにアクセスできなくなります。このデバイスはログインしたままです。

## Recognising devices

confirm-device-title = 自分のデバイスですか？
confirm-device-one = { $device } は自分のものですか？
confirm-device-one-note = 今後は警告が表示されなくなります。
confirm-device-several = これら { $count } 台のデバイスは自分のものですか？
confirm-device-several-note = 今後は警告が表示されなくなります。
confirm-device-button = はい、自分のものです

## What is known of a device

facts = 詳細
facts-agent = ブラウザとシステム
facts-signed-in = ログイン日時
facts-with-password = パスワードを使用。
facts-stays = ログインの維持
facts-last-active = 最終使用
facts-first-seen = 初回確認
facts-address = IP アドレス
facts-locations = 場所
facts-calls-itself = デバイスが名乗る名前
facts-kept = ログインを維持します。
facts-browser = ブラウザを閉じるまで。
facts-shared = 共有パソコン用の短い時間。
facts-ends = { $duration }使用されないと終了します（遅くとも { $time }）。
facts-from-to = { $from } ～ { $to }

## Creating an account

sign-up-title = アカウントを作成
sign-up-lead = 1 つのアカウントで、使用しているすべてのデバイスを把握できます。
sign-up-sign-in = すでにアカウントをお持ちですか？ <link>ログイン</link>

## Signing in

sign-in-title = ログイン
sign-in-lead = アカウントのすべてのデバイスを確認し、ログアウトさせることができます。
sign-in-https = このサイトでは https でのみ Cookie が保存されます。{ $link } を開いてください
sign-in-new = { $site } を初めてご利用ですか？ <link>アカウントを作成</link>
sign-in-shared = 共有パソコンを使用中です。
sign-in-mine = 自分のパソコンです
sign-in-keep = ログインしたままにする
sign-in-is-shared = 共有パソコンですか？
sign-in-lasts = { $duration }でログアウトされます。
sign-in-lasts-idle = { $duration }使用されないとログアウトされます。
why-signed-out-from = { $time }に { $device } からログアウトさせられました。
why-password-changed-on = { $time }に { $device } でパスワードが変更されました。
why-other = { $reason }（{ $time }）。
why-doubt = 心当たりがない場合は、<link>パスワードを変更してください</link>。

## Passwords

reset-title = 新しいパスワードを設定
reset-lead = すべてのデバイスがログアウトされます。新しいパスワードでもう一度ログインしてください。
reset-for = { $email } のパスワード
reset-again = 新しいリンクをリクエスト
change-password-others = ほかのすべてのデバイスをログアウトさせる
change-password-others-note = 再びログインするには新しいパスワードが必要になります。
later = 後で

## What is said of a new password while it is typed

strength-weak = 推測されやすいパスワードです。
strength-fair = 使用できますが、もっと長いほうが安全です。
strength-good = 良いパスワードです。
strength-strong = 強力なパスワードです。
strength-why-rows = キーボードの並び順は推測されやすいです。
strength-why-keyboard = 短いキーボードのパターンは推測されやすいです。
strength-why-repeats = 「aaa」のような繰り返しは推測されやすいです。
strength-why-patterns = 「abcabcabc」のような繰り返しは「abc」とほとんど変わりません。
strength-why-top-10 = 最もよく使われる 10 個のパスワードの一つです。
strength-why-top-100 = 最もよく使われる 100 個のパスワードの一つです。
strength-why-common = とてもよく使われるパスワードです。
strength-why-similar = よく使われるパスワードに似ています。
strength-why-sequences = 「abc」や「6543」のような連続した文字は推測されやすいです。
strength-why-years = 最近の年は推測されやすいです。
strength-why-word = 単語一つだけでは推測されやすいです。
strength-why-dates = 日付は推測されやすいことが多いです。
strength-why-name = 名前だけでは推測されやすいです。
strength-why-names = よくある名前は推測されやすいです。
strength-how-words = いくつかの単語を使い、よくある言い回しは避けてください。
strength-how-symbols = 記号、数字、大文字は必要ありません。
strength-how-add = 単語をもう一つか二つ足してください。珍しい単語ほど効果的です。
strength-how-capitals = 大文字にしてもあまり効果はありません。
strength-how-uppercase = すべて大文字にしてもほとんど効果はありません。
strength-how-reversed = 単語を逆さにしてもあまり効果はありません。
strength-how-substitutions = 「a」を「@」にするような置き換えはあまり効果がありません。
strength-how-keyboard = もっと長く、曲がる回数の多いパターンを使ってください。
strength-how-repeats = 同じ単語や文字の繰り返しは避けてください。
strength-how-sequences = 連続した文字は避けてください。
strength-how-years = 最近の年は避けてください。
strength-how-own-years = 自分に関係のある年は避けてください。
strength-how-own-dates = 自分に関係のある日付や年は避けてください。

## Activity

activity-lead = アカウントの最近の出来事です。心当たりのないものがある場合は、<link>パスワードを変更</link>してください。
activity-which = 表示する項目
activity-none = 最近、該当する出来事はありません。
activity-done-on = { $device } で実行
activity-disowned = 自分のものではないためログアウト
activity-not-you = 心当たりがありませんか？
activity-download = この一覧をダウンロード
activity-download-some = この一覧をダウンロード（{ $filter }）
activity-ended-others = ほかの { $count } 台をログアウト
activity-filter-important = 重要
activity-filter-sign-ins = ログイン
activity-filter-warnings = 警告
activity-filter-changes = 変更
activity-filter-everything = すべて
event-signed-up = アカウントを作成
event-signed-in = ログイン
event-sign-in-failed = ログイン失敗
event-session-ended = ログアウト
event-token-refused = ログアウト済みのデバイスを拒否
event-password-proved = パスワードを確認
event-password-proof-failed = ログイン中のデバイスで誤ったパスワード
event-password-changed = パスワードを変更
event-reset-requested = パスワードの再設定をリクエスト
event-password-reset = パスワードを再設定
event-email-restored = メールアドレスを元に戻した
event-email-changed = メールアドレスを変更
event-device-locked = デバイスをロック
event-device-shortened = 今夜のログアウトを設定
event-device-unlocked = デバイスのロックを解除
event-device-kept = 今夜のログアウトを取り消し
event-device-unrecognised = デバイスの承認を取り消し
event-data-downloaded = データをダウンロード
event-device-moved = 通常と異なる場所から使用
event-device-confirmed = デバイスを承認
event-device-renamed = デバイスの名前を変更
event-privacy-changed = 位置情報のプライバシーを変更
ended-signed-out = デバイス上でログアウト
ended-signed-out-remotely = ご自身がログアウト
ended-signed-out-remotely-from = ご自身が { $device } からログアウト
ended-replaced = 再度ログインしました
ended-idle = 長期間使用されなかったためログアウト
ended-expired = セッションの期限切れによりログアウト
ended-limit = 新しいデバイスのためにログアウト
ended-token-reused = ログイン情報がコピーされた可能性があるためログアウト
ended-password-changed = パスワードの変更時にログアウト
ended-password-reset = パスワードの再設定時にログアウト
ended-operator = サーバーの管理者がログアウト
ended-disowned = 自分のものではないためログアウト
ended-disowned-from = 自分のものではないため { $device } からログアウト
ended-email-restored = メールアドレスを元に戻した際にログアウト
ended-disabled = アカウントの無効化によりログアウト
ended-restored = サーバーのデータがバックアップから復元されたためログアウト

## Recently signed out

receipts = 最近ログアウトしたデバイス
receipts-ended = { $reason }（{ $time }）。
receipts-all = すべてアクティビティにあります
receipts-refused = サイトを { $count } 回開こうとしましたが（最後は { $time }）、拒否されました。

## One device

device-title = デバイス
device-history = 履歴
device-older = これより古い項目は<link>アクティビティ</link>にあります。
device-signed-out = ログアウト済み
device-state = 状態
device-locked = ロック中: ログインしたままですが、最初にパスワードの入力が必要です。
device-ends = { $time } にログアウトされます。
device-mine = はい、このデバイスは自分のものです
device-about = このデバイスについて
device-sign-out-here = ここでログアウト
device-sign-out = ログアウトまたはロック…
answer-yes = はい、自分です
answer-no = 自分ではありません
rename = { $device } の名前を変更
rename-title = デバイスの名前を変更
rename-field = デバイスの名前
rename-count = { $number } / { $most } 文字
rename-names-phone = 自分のスマートフォン | 仕事用スマートフォン | 古いスマートフォン
rename-names-tablet = 自分のタブレット | キッチンのタブレット | 家族のタブレット
rename-names-television = リビング | 寝室
rename-names-computer = 仕事用ノートパソコン | 自宅のパソコン | 家族のパソコン | 古いノートパソコン
name-it = 名前を付ける
rename-hint = 例:「仕事用ノートパソコン」「キッチンの iPad」。{ $count } 文字以内。空欄にすると { $device } になります。
not-me-question = { $device } は自分のものではありませんか？
not-me-live = デバイスをログアウトさせてから、新しいパスワードを設定してください。ほかの人にパスワードを知られています。
not-me-ended = すでにログアウトしています。ほかの人があなたのパスワードを知っているため、今すぐ新しいパスワードを設定してください。
not-me-ended-button = 自分のデバイスではない
not-me-next = { $device } をログアウトさせました
not-me-next-note = 古いパスワードでログインされないように、今すぐ新しいパスワードを設定してください。
not-me-others = 承認していないほかの { $count } 台のデバイスもログアウトさせる

## Emails

email-fact = { $name }：{ $value }
email-fact-account = アカウント
email-fact-device = デバイス
email-fact-location = 場所
email-fact-time = 日時
email-fact-unusual = 通常と異なる点
email-fact-new-address = 新しいアドレス
email-fact-old-address = 以前のアドレス
email-fact-signed-out = ログアウト
email-fact-more = ほか
email-devices =
    { $count ->
        [0] なし
       *[other] { $count } 台
    }
email-more-listed = { $count } 件
email-see-devices = デバイスを確認
email-nothing-to-do = ご自身による操作であれば、何もする必要はありません。
email-link-until = このリンクは { $time } まで、1 回だけ有効です。
email-link-until-date = このリンクは { $date } まで、1 回だけ有効です。
email-test-subject = { $site } からのテストメール
email-test = これはテストです。このメールが読めれば、{ $site } からメールを送信できています。
email-test-button = サイトを開く
email-test-closing = リンク先がご自分のサーバーであることを確認してください。
email-confirm-subject = { $site } のメールアドレスを確認してください
email-confirm = このアドレスで { $site } のアカウントの作成がリクエストされました。
email-confirm-button = メールアドレスを確認
email-confirm-note = このリンクは { $time } まで、1 回だけ有効です。設定したパスワードの入力が必要です。
email-confirm-closing = 心当たりがない場合は、このメールを無視してください。リンクを開かないかぎり、アカウントは作成されません。
email-taken-subject = { $site } のアカウントはすでにあります
email-taken = このアドレスで { $site } のアカウントの作成がリクエストされましたが、アカウントはすでにあります。
email-taken-closing = 心当たりがない場合は、このメールを無視してください。何も変更されていません。
email-new-address-subject = { $site } の新しいメールアドレスを確認してください
email-new-address = { $site } のアカウントでこのアドレスを使用するリクエストがありました。
email-new-address-closing = 心当たりがない場合は、このメールを無視してください。アドレスは変更されません。
email-asked-subject = { $site } アカウントのメールアドレスの変更がリクエストされました
email-asked = { $site } のアカウントで別のアドレスを使用するリクエストがありました。新しいアドレスに送信されたリンクが開かれると変更されます。
email-asked-button = パスワードを変更
email-asked-note = パスワードを変更すると、このリクエストは取り消されます。
email-changed-subject = { $site } アカウントのメールアドレスが変更されました
email-changed = { $site } のアカウントでは、このアドレスは使用されなくなりました。
email-changed-button = 変更を元に戻す
email-changed-note = このリンクは { $date } まで、1 回だけ有効です。このアドレスに戻し、すべてのデバイスをログアウトさせます。
email-reset-subject = { $site } のパスワードを再設定してください
email-reset = { $site } のアカウントのパスワードの再設定がリクエストされました。
email-reset-note = このリンクは { $time } まで、1 回だけ有効です。すべてのデバイスがログアウトします。
email-reset-closing = 心当たりがない場合は、このメールを無視してください。パスワードは変わりません。
email-choose-subject = { $site } の新しいパスワードを設定してください
email-disowned = 自分のものではないデバイスをログアウトさせました。そのデバイスを使っていた人はあなたのパスワードを知っています。今すぐ新しいパスワードを設定してください。
email-restored = { $site } のアカウントはこのアドレスに戻り、すべてのデバイスがログアウトしました。
email-restored-why = アドレスを変更した人はあなたのパスワードを知っていました。今すぐ新しいパスワードを設定してください。
email-password-subject = { $site } のパスワードが変更されました
email-password = { $site } のアカウントのパスワードが変更されました。
email-password-note = 新しいパスワードの設定をメールでリクエストします。すべてのデバイスがログアウトします。
email-new-device-subject = { $site } に新しいデバイスがログインしました
email-new-device = これまで使われたことのないデバイスが { $site } のアカウントにログインしました。
email-new-device-closing = 承認されるまで、このデバイスはほかのデバイスをログアウトさせたり、アカウントを変更したりできません。
email-unusual-subject = { $site } への通常と異なるログイン
email-unusual = あなたのデバイスの一つが、通常と異なる形で { $site } のアカウントにログインしました。
email-unusual-closing = ご自身による操作であれば、デバイスのページでお知らせください。今後は表示されません。
email-no-link-closing = 心当たりがない場合は、すぐに新しいパスワードを設定してください。すべてのデバイスがログアウトします。
email-disown-note = 「自分ではありません」を開くと、確認のうえデバイスをログアウトさせます。{ $date } まで、1 回だけ有効です。
email-more-subject =
    { $count ->
       *[other] { $site } にさらに { $count } 台のデバイスがログインしました
    }
email-more =
    { $count ->
       *[other] 前回のメールのあと、さらに { $count } 台のデバイスが { $site } のアカウントにログインしました。
    }
email-more-note = 心当たりのないデバイスがある場合は、新しいパスワードを設定するとすべてログアウトします。
email-more-closing = 自分のデバイスであれば、デバイスのページで承認してください。
email-recognise-subject = { $site } のデバイスを承認してください
email-recognise = { $site } のアカウントにログインしている人が、このデバイスをあなたのものとして承認するリンクをリクエストしました。
email-recognise-closing = 心当たりがない場合は、最初のリンクを開かないでください。デバイスをログアウトさせ、新しいパスワードを設定してください。

## What scripts say

script-today = 今日
script-yesterday = 昨日
script-retry-minutes =
    { $count ->
       *[other] { $number } 分後にもう一度お試しください。
    }
script-retry-seconds =
    { $count ->
       *[other] { $number } 秒後にもう一度お試しください。
    }
script-tonight = { $device } は午前 0 時にログアウトされます。
script-locked = { $device } をロックしました。
script-gone = { $device } はすでにログアウトされていました。
script-others =
    { $count ->
       *[other] ほかの { $number } 台のデバイスをログアウトさせました。
    }

## Errors

error-email-invalid = メールアドレスを入力してください（例: name@example.com）。
error-email-taken = このメールアドレスのアカウントはすでにあります。ログインするか、別のアドレスを使用してください。
error-email-in-use = このメールアドレスは別のアカウントで使用されています。別のアドレスを使用してください。
error-email-unchanged = すでにこのアドレスが設定されています。
error-password-missing = パスワードを入力してください。
error-password-too-short = 8 文字以上で入力してください。
error-password-too-long = 128 文字以内で入力してください。
error-password-too-common = このパスワードは推測されやすいものです。より長いか、より一般的でないものを使用してください。
error-password-unchanged = 現在のパスワードと同じです。別のパスワードを設定してください。
error-password-due = ほかの人に知られているため、先にパスワードを変更する必要があります。承認済みのデバイスで変更するか、「パスワードをお忘れですか？」を選んでください。
error-too-late = もう元に戻せません。
error-wrong-credentials = メールアドレスとパスワードが一致しません。
error-sign-in-required = 続けるにはログインしてください。
error-cookie-not-kept = ログインに必要な Cookie がブラウザに保存されませんでした。このサイトの Cookie を許可して、もう一度ログインしてください。
error-password-required = 続けるにはパスワードを入力してください。
error-wrong-password = パスワードが正しくありません。
error-device-locked = このデバイスはロックされています。続けるにはパスワードを入力してください。
error-link-invalid = このリンクはすでに使用されたか、有効期限が切れています。新しいリンクをリクエストしてください。
error-sign-up-closed = アカウントを作成できるのはサーバーの管理者だけです。管理者に依頼してください。
error-too-many-attempts = 試行回数が多すぎます。しばらくしてからもう一度お試しください。
error-too-many-emails = メールのリクエストが多すぎます。何も送信されていません。しばらくしてからもう一度お試しください。
error-too-slow = リクエストの受信に時間がかかりすぎました。何も変更されていません。
error-session-ended = このデバイスはログアウトされました。
error-session-expired = セッションの有効期限が切れました。
error-session-invalid = ログインを確認できませんでした。もう一度ログインしてください。
error-device-not-found = このデバイスはアカウントにログインしていません。
error-name-too-long = 60 文字以内で入力してください。
error-name-invalid = 改行、目に見えない文字、文字の向きを変える文字を取り除いてください。
error-ask-elsewhere = このデバイスはまだ承認されていません。ログイン時にお送りしたメールのリンクを開くか、承認済みのデバイスで操作してください。
error-this-device = これは現在お使いのデバイスです。自分のものでない場合は、ここでログアウトしてください。
error-not-found = ここには何もありません。
error-cross-site = 別のサイトからのリクエストのため、何も実行されませんでした。
error-too-large = リクエストが大きすぎます。何も変更されていません。
error-uri-too-long = ウェブアドレスが長すぎます。何も変更されていません。
error-headers-too-large = リクエストの Cookie またはヘッダーが大きすぎます。何も変更されていません。
error-malformed = リクエストに不足または誤りがあります。何も変更されていません。
error-method-not-allowed = このページではその種類のリクエストを受け付けていません。
error-busy = ログインが集中しています。数秒後にもう一度お試しください。
error-overloaded = サーバーは現在混み合っています。何も変更されていません。数秒後にもう一度お試しください。
error-unavailable = サーバーは現在データにアクセスできません。何も変更されていません。しばらくしてからもう一度お試しください。
error-internal = エラーが発生しました。何も変更されていません。
error-unreachable = サーバーに接続できませんでした。接続を確認して、もう一度お試しください。

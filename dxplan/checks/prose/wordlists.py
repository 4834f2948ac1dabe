"""Words that documents of prefectures write in more than one way."""

from __future__ import annotations

from typing import Final

from dxplan.values.tuples import NamedTuple


class Variants(NamedTuple):
    """Ways to write one word. With as many of each, the one that stands first is right.

    ``before`` and ``after`` are patterns of what must stand around the form: ``before`` belongs to what is shown,
    ``after`` does not. Of ``fixed`` words the first form is right whatever the plan mostly writes.
    """

    forms: tuple[str, ...]
    before: str = ""
    after: str = ""
    fixed: bool = False


#: What offices do: nouns that become verbs with する.
DEEDS: Final = (
    "導入|実施|開催|整備|推進|促進|支援|活用|構築|設置|作成|配布|公開|運用|更新|拡充|強化|提供|募集|検討|周知|普及|育成|養成|管理|改修|"
    "開発|策定|配信|発信|収集|調査|登録|交付|補助|把握|確保|改善|向上|実現|改正|改定|変更|削減|縮減|選定|認定|指定|申請|充実|展開|連携|"
    "利用|利活用|継続|見直し|制定|制作|派遣|掲載|報告|評価|分析|点検|監視|相談|研修|発行|開設|移行|統合|統一|共有|記録|保守|保存|維持|受付|受入れ|募集|審査|検査|測定|派遣|貸与|貸出|購入|更改|刷新|廃止"
)

#: What follows a noun such as 取組, and not the verb (取り組み、 取り組みます).
_NOUN_ENDS: Final = r"[をがはのでともにや（(）)」』・/／]|から|など|(?![始続得終])(?<!に取組)(?<!に取組み)(?<!に取り組み)[一-鿿]"
_NOUN: Final = f"(?={_NOUN_ENDS})"
#: The same, and 「県の取り組み、説明会等」 beside 「支援に取り組み、」.
_LISTED_NOUN: Final = (
    f"(?={_NOUN_ENDS}|(?:(?<=[のなたるい]取り組み)|(?<=[のなたるい]取組み)|(?<=[のなたるい]取組))、)"
)
_KATAKANA_ENDS: Final = "(?![ァ-ヺー])"
#: モニタリング and ユーザビリティ are words of their own; 中間サーバプラットフォーム is two.
_WORD_ENDS: Final = "(?:(?![ァ-ヺー])|(?=プラットフォーム|システム|サービス|センター|ネットワーク|ソフト|ルーム|ライセンス|サポート))"
_COUNTED: Final = "(?<=[0-9０-９数])"

#: Katakana words that end in ー or do not.
_LONG_VOWELS: Final = (
    "サーバ ユーザ センタ コンピュータ プログラマ コーディネータ アドミニストレータ ファシリテータ オペレータ インストラクタ "
    "プリンタ ルータ フォルダ ブラウザ モニタ センサ メンバ プロバイダ スキャナ カテゴリ メモリ モータ エレベータ アダプタ "
    "パラメータ レイヤ"
)


def _service(*forms: str, fixed: bool = False) -> Variants:
    """Names of services: not in addresses, not in 「旧ツイッター」, not in longer words."""
    return Variants(forms, before="(?<![./@旧A-Za-z])", after="(?![a-z./])", fixed=fixed)


_FORESEEN: Final = "計画|予定|従来|目標|想定|期待|例年|通常"

VARIANTS: Final = (
    # Not "(?:当初)?": what may be left out at its beginning makes a pattern slow.
    Variants(("どおり", "通り"), before=f"(?:当初(?:{_FORESEEN})|{_FORESEEN})"),
    Variants(("のとおり", "の通り"), before="(?:以下|次|下記|上記|別紙|別添|前述)"),
    # Nouns only: 取り組む, 取り組んだ and 「…に取り組み、」 are right beside the noun 取組.
    Variants(("取組", "取り組み", "取組み"), after=_LISTED_NOUN),
    Variants(("取り組", "取組"), before="(?<=に)", after="(?=[むんめ]|み(?:、|ま|つつ|ながら|たい))"),
    Variants(("取扱い", "取り扱い"), after=_NOUN),
    Variants(("問合せ", "問い合わせ", "問い合せ"), after=_NOUN),
    Variants(("打合せ", "打ち合わせ", "打ち合せ"), after=_NOUN),
    Variants(("申込み", "申し込み"), after=_NOUN),
    Variants(("引き続", "引続"), after="(?=[きい])"),
    Variants(("分かりやす", "わかりやす", "解りやす", "判りやす")),
    Variants(("暮らし", "くらし"), before="(?<![おづ])", after="(?![いきくさ])"),
    Variants(("つなが", "繋が"), before="(?<=に)"),
    Variants(("つなげ", "繋げ"), before="(?<=に)"),
    Variants(("踏まえ", "ふまえ"), before="(?<=を)"),
    Variants(("伴", "ともな"), before="(?<=に)", after="(?=[いうっわ])"),
    Variants(("行", "行な"), before="(?<=を)", after="(?=[いうっわえ])"),
    Variants(("生か", "活か", "いか"), before="(?<=[をに])", after="(?=[さしすせそ])"),
    Variants(("面白", "おもしろ"), after="(?=[いくさ])"),
    Variants(("当た", "あた"), before="(?<=に)", after="(?=って|り、)"),
    Variants(("上で", "うえで"), before="(?<=た)"),
    Variants(("支障を来", "支障をきた")),
    Variants(("煩雑", "繁雑")),
    Variants(("附属", "付属")),
    Variants(("でき", "出来"), after="(?=[るたずれ]|な[いかく]|ま[すせし])"),
    Variants(("及び", "および"), before="(?<![にがはも])", after="(?![、。ま])"),
    Variants(("並びに", "ならびに")),
    Variants(("若しくは", "もしくは")),
    Variants(("延べ", "のべ"), after="(?=[0-9０-９約数])"),
    Variants(
        ("子ども", "こども", "子供"), after="(?!家庭庁|未来局|未来課|園|食堂|基本法|大綱|まんなか|・|計画)"
    ),
    Variants(("一人一台", "1人1台", "１人１台", "ひとり一台", "一人1台")),
    Variants(("一人一人", "一人ひとり", "ひとりひとり", "1人1人", "１人１人", "1人ひとり")),
    Variants(("か所", "箇所", "カ所", "ヶ所", "ケ所", "ヵ所", "個所"), before=_COUNTED),
    Variants(("か月", "箇月", "カ月", "ヶ月", "ケ月", "ヵ月"), before=_COUNTED),
    Variants(("か年", "箇年", "カ年", "ヶ年", "ケ年", "ヵ年"), before=_COUNTED),
    Variants(("か国", "箇国", "カ国", "ヶ国", "ケ国", "ヵ国"), before=_COUNTED),
    Variants(("R元", "R1"), before="(?<![0-9A-Za-z])", after="(?=年度)"),
    Variants(("令和元年", "令和1年", "令和１年", "令和一年")),
    *(Variants((f"{word}ー", word), after=_WORD_ENDS) for word in _LONG_VOWELS.split()),
    Variants(("ウイルス", "ウィルス")),
    Variants(("アイデア", "アイディア")),
    Variants(("デジタル", "ディジタル")),
    Variants(("デジタルデバイド", "デジタルディバイド", "デジタル・ディバイド", "デジタル・デバイド")),
    Variants(("プラットフォーム", "プラットホーム")),
    Variants(("スマートフォン", "スマートホン")),
    Variants(("ソフトウェア", "ソフトウエア")),
    Variants(("ハードウェア", "ハードウエア")),
    Variants(("インターフェース", "インターフェイス", "インタフェース", "インタフェイス")),
    Variants(("セキュリティ", "セキュリティー"), after=_KATAKANA_ENDS),
    Variants(("バーチャル", "ヴァーチャル")),
    Variants(("eラーニング", "e-ラーニング", "Eラーニング", "E-ラーニング", "イーラーニング")),
    Variants(("シミュレーション", "シュミレーション"), fixed=True),
    Variants(("コミュニケーション", "コミニュケーション"), fixed=True),
    _service("YouTube", "Youtube", "youtube", "YOUTUBE", "You Tube", fixed=True),
    _service("Instagram", "instagram", "INSTAGRAM", fixed=True),
    _service("Facebook", "facebook", "FaceBook", "FACEBOOK", fixed=True),
    _service("Twitter", "twitter", "TWITTER", fixed=True),
    _service("YouTube", "ユーチューブ"),
    _service("Instagram", "インスタグラム"),
    _service("Facebook", "フェイスブック", "フェースブック"),
    _service("Twitter", "ツイッター"),
    Variants(("Wi-Fi", "WiFi", "Wifi", "WIFI", "WI-FI", "wi-fi", "Wi－Fi"), fixed=True),
    Variants(("IoT", "IOT", "Iot"), before="(?<![A-Za-z])", after="(?![A-Za-z])", fixed=True),
    Variants(("MaaS", "Maas"), before="(?<![A-Za-z])", after="(?![A-Za-z])", fixed=True),
)

#: What is counted in figures that have commas from four digits on; years are not among it.
COUNTERS: Final = (
    "件|人|名|回|社|枚|冊|部|台|者|校|戸|棟|団体|円|千円|万円|施設|店舗|時間|事業所|事業者|商品|世帯|箇所|か所|"
    "カ所|ダウンロード|アクセス|フォロワー|ha|PV"
)

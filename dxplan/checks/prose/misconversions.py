"""Words taken for others of the same reading, each with the neighbours that show it.

Only what nobody means stands here (確率する, 感心を高める), never a word that could be right (製作 and 制作).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from dxplan.checks.prose.texts import Passages

#: What stands behind a noun that is done, and behind one that is aimed at.
_DONE: Final = "し[たてま、]|す[るべ]|さ[れせ]|を(?:図|進|行|目指)"


class Misconversion(NamedTuple):
    """What is written, what is meant, and what stands before and behind: patterns, empty for anything."""

    wrong: str
    right: str
    before: str
    after: str

    @property
    def pattern(self) -> str:
        """The wrong word between its neighbours."""
        before = f"(?:{self.before})" if self.before else ""
        after = f"(?={self.after})" if self.after else ""
        return f"{before}{self.wrong}{after}"

    def may_stand(self, texts: Passages) -> bool:
        """Whether the wrong word occurs, and its neighbours where they are plain words; before a pattern is compiled."""
        return texts.stands(self.wrong, _plain_words(self.before), _plain_words(self.after))


def _plain_words(pattern: str) -> tuple[str, ...]:
    """Return the words of a pattern of words (``(?:条例|規則)[をの]?``), and of any other one that stands everywhere."""
    listed, _, tail = pattern[3:].partition(")") if pattern.startswith("(?:") else (pattern, "", "")
    words, particles = listed.split("|"), tail.rstrip("?")[1:-1]
    if not all(map(str.isalnum, (*words, *particles))) or tail not in (
        "",
        f"[{particles}]",
        f"[{particles}]?",
    ):
        return ("",)
    ends = (*particles, "") if tail.endswith("?") or not tail else particles
    return tuple(word + end for word in words for end in ends)


def _read(table: str) -> tuple[Misconversion, ...]:
    """Read a line each: what stands before, the wrong word, what stands behind, the right word; ``-`` for anything."""
    words = {"-": "", "DONE": _DONE}
    rows = (line.split() for line in table.strip().splitlines())
    return tuple(
        Misconversion(wrong, right, words.get(before, before), words.get(after, after))
        for before, wrong, after, right in rows
    )


MISCONVERSIONS: Final = _read(
    r"""
- 感心 を(?:高|持|寄|集|喚起)|が(?:高|低|集|薄)|の(?:高|低|ある)|度|事項|層 関心
への|に対する 感心 [^さし] 関心
- 確率 DONE 確立
関係|関連|行政|公的|医療|金融|報道|専門 期間 と(?:連携|協力|調整|協議|共)|への|から(?:の意見|の助言|聴取|意見)|等と 機関
- 高率 化|的 効率
- 公立 的[にな]|化を 効率
- 硬貨 的|検証|測定 効果
- 高価 的 効果
- 繁栄 さ[せれ] 反映
を 対照 に[^し]|と(?:した|して|する|し[、た]) 対象
補助|支援|給付 対照 者|事業|と 対象
(?<![0-9０-９%％人件回名社台所割倍日年月度点歳]) 以上 気象|通報 異常
[一-鿿ァ-ヺー] 意外 の(?:者|もの|方法|市町村|地域|分野|項目|職員|施設|企業) 以外
(?:計画|料金|要綱|要領|規程|基準|条例|戦略|方針)の? 海底 - 改定
(?:料金|単価|給与|運賃)の? 改訂 - 改定
(?:情報|データ|意見|資料|事例|ごみ|廃棄物)[をの]? 収拾 - 収集
(?:施設|校庭|会議室|体育館|図書館|データ)[をの]? 解放 DONE 開放
情報|産業|農業|文化|環境 制作 課|局|監|室 政策
- 施作 - 施策
- 視策 - 施策
健康|医療|介護|雇用|国民健康 保健 証|料|者証|制度|給付|組合 保険
- 保健証 - 保険証
- 保険 所(?:長|と|に|の|が|を|、)|師|指導 保健
社会|安全 補償 - 保障
社会|安全 保証 - 保障
人事|定期人事 移動 - 異動
電子|文書|知事の|部長の|課長の 決済 を(?:受|経|得|仰)|文書|権者|区分 決裁
キャッシュレス|電子マネー|スマホ|QRコード 決裁 - 決済
(?:アンケート|調査票|照会)(?:の|に|への|に対する)? 解答 - 回答
- 協動 - 協働
- 共動 - 協働
(?:連携|体制|機能|取組|対策|基盤|競争力)[をの]? 教化 DONE 強化
基調 公演 - 講演
(?:実施|開催|適切な|早い|公表) 次期 [にをは、。] 時期
適切な|早い|実施|公表 磁気 [にをは、。] 時期
- 時期 総合計画|行動計画|戦略の策定 次期
(?:事業|契約|会期)[をが] 修了 DONE 終了
[一-鿿ァ-ヺー][のを] 水深 DONE 推進
旅費|概算 清算 - 精算
- 青果 指標|を(?:上|挙|検証)|が(?:上|得) 成果
推進|支援|相談|連携|実施|運用|管理|庁内 体勢 - 体制
推進|支援|相談|連携|実施|運用|管理|庁内 大勢 [をのに] 体制
(?:利益|幸福|利便性|効率)[をの] 追及 DONE 追求
責任[をの] 追求 DONE 追及
(?:負担|コスト|経費|リスク|被害|排出量)[をの] 提言 DONE 低減
- 適性 に(?:管理|運用|執行|処理|取り扱)|な(?:管理|運用|執行|処理|維持)|化(?:を|に) 適正
- 適正 検査 適性
不正|外部からの 進入 - 侵入
不正|外部からの 浸入 - 侵入
(?:情報|魅力|動画|メッセージ)[をの]? 発進 - 発信
(?:情報|魅力|動画|メッセージ)[をの]? 発振 - 発信
- 非難 所|場所|者|訓練|指示|勧告|誘導|経路 避難
(?:環境|業務|サーバーの?) 付加 を(?:減|軽|低|抑)|の(?:軽減|低減) 負荷
(?:補助金|奨学金|貸付金)[をの] 変換 DONE 返還
予算[をの]? 編制 - 編成
- 補修 授業 補習
- 本件 の(?:魅力|観光|農業|人口|経済|復興|強み)|産の|産品|出身 本県
人材|担い手|リーダー|サポーター 要請 講座|研修|事業|数 養成
(?:関係機関|市町村|大学|企業)との? 連系 - 連携
(?:システム|サイト|機器|庁舎|校舎|施設|耐震|道路)[をの]? 回収 し[た、て]|工事|事業|を(?:行|進)|[・、](?:保守|更新|修繕|増設) 改修
(?:調査票|アンケート)[をの]? 改修 - 回収
- 画定申告 - 確定申告
情報|通信|ICT|電子|医療|観測 危機 を(?:導|整|更新|配|設置)|の(?:導入|整備|更新|設置)|等を 機器
- 機器 管理(?:課|部|監|体制) 危機
- 見当 会[をので]|委員会|を(?:行|進|重) 検討
緊急 自体 宣言|に 事態
- 使用書 - 仕様書
- 仕様料 - 使用料
(?:補助金|交付金|助成金)[をの] 公布 - 交付
(?:条例|規則|法律)[をの] 交付 - 公布
(?:条例|規則|法律)[をの] 施工 - 施行
電子|交付|許可 新生 - 申請
手当[をの]? 至急 DONE 支給
(?:情報|データ|動画|資料)[をの]? 後悔 DONE 公開
- 衆知 を図|徹底|す|し[たて、] 周知
外部|専門 行使 を(?:招|呼|迎)|に(?:よる|依頼) 講師
- 傘下者 - 参加者
- 酸化者 - 参加者
- 市長村 - 市町村
- 事業社 - 事業者
- 意地 管理 維持
- 昨日 を(?:強化|備|追加|拡充)|の(?:強化|追加|拡充) 機能
- 実積 [をのはがに、。値] 実績
- 実地 し[た、]|する 実施
- 軽費 を(?:削|抑)|の(?:削減|節減) 経費
- 懐疑 を(?:開|設|重)|に(?:おいて|諮) 会議
効果[をの]? 顕彰 - 検証
- 過大 を(?:解決|整理|抽出|共有)|の(?:解決|整理|抽出|共有) 課題
- 大作 を(?:講|進|強化) 対策
会議|説明|配布|参考 飼料 [をのにがは] 資料
- 容貌 を(?:踏|聞|受|把握) 要望
- 違憲 を(?:聞|聴|踏|募|反映)|交換 意見
への 以降 [をがは]|作業 移行
公衆|環境|食品 衛星 - 衛生
人工|観測 衛生 - 衛星
(?:情報|データ)[をの]? 享有 - 共有
- 矯正 サービス|手続|の(?:デジタル|DX) 行政
- 好況 交通|施設|事業|サービス|工事 公共
- 拘留 人口|を(?:図|深|促)|会 交流
- 勾留 人口|を(?:図|深|促)|会 交流
(?:システム|機器|端末|データ|情報|設備)[をの]? 交信 し[たて、]|す|を行 更新
(?:システム|機器|端末|データ|情報|設備)[をの]? 行進 - 更新
- 恒例 者|化社会 高齢
- 故人 情報 個人
- 死角 を取得|取得 資格
公共|文化|福祉|医療|観光|宿泊 私設 [のをにがで、] 施設
- 受容 の(?:高まり|増加|拡大)|調査|予測 需要
- 重用 な|性 重要
(?:技能|知識|スキル|技術)[をの] 拾得 - 習得
- 上方 発信|提供|共有|収集|公開 情報
- 精度 を(?:創設|設け|導入|利用) 制度
- 制度 の(?:高い|向上) 精度
(?:課題|情報|論点)[をの] 生理 - 整理
- 洗濯肢 - 選択肢
- 造花 し[たて]|を図|傾向|率|数 増加
- 値域 の|で|に|経済|住民|社会 地域
- 瞳孔 を|調査|に 動向
- 同行 を(?:把握|踏|注視)|調査 動向
- 脳業 - 農業
(?:災害|事故|障害|被害|不具合)[のがを]? 発声 - 発生
- 不朽 を(?:図|促)|啓発|率|促進 普及
- 腐朽 を(?:図|促)|啓発|率|促進 普及
- 副詞 施設|サービス|事業|課 福祉
(?:計画|内容|設定|契約|予定)[をの]? 偏向 DONE 変更
- 補語 者|す|し[たて、] 保護
- 有線 順位|的 優先
企業|工場 幼稚 - 誘致
- 友好 活用|に活用|性を検証 有効
- 用件 定義 要件
事業 継承 - 承継
(?:気象|地震|緊急|開票|選挙|統計)の? 即報 - 速報
- 実行性 (?:を|の)(?:高|確保|担保|向上) 実効性
事業|業務|作業|事務|経営|運営 効率 に努め|を進め 効率化
"""
)

#: The words that stand in the table wherever something is done: of these no other check need speak.
TOLD: Final = frozenset(each.wrong for each in MISCONVERSIONS if _DONE in each.after)

"""Characters taken for others of nearly the same shape, and the words in which that is certain."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(sorted(text.split(), key=len, reverse=True))


#: Katakana words of these documents, the longest first, in which a kanji or a dash may stand for a kana: サ一ビス, サ－バー.
KATAKANA_WORDS: Final = _words(
    "アーカイブ アイデア アカウント アカデミー アクション アクセス アップロード アドバイザー アドバイス "
    "アナログ アニメ アプリ アメリカ アンケート イノベーション イベント インキュベーション インシデント "
    "インスタグラム インターネット インターンシップ インフラ ウイルス ウェブ エネルギー エラー エリア "
    "オープン オフィス オンライン ガイドライン カード カバー カメラ カリキュラム キャッシュレス キャリア "
    "キャンペーン クラウド グループ ケア コース コーディネーター コーナー コード コスト コミュニティ "
    "コロナ コンテンツ コンピュータ コンピューター サーバー サービス サイト サイバー サポーター サポート "
    "システム シミュレーション スキル スクール スケジュール スタート スタッフ スタンプ スマート スマホ "
    "セキュリティ セミナー センサー センター ソフト ソフトウェア タイプ タイムリー ダウンロード タブレット "
    "チャンネル チラシ ツアー ツイッター ツール データ テーマ デジタル デバイド テレビ テレワーク "
    "テンプレート トップ トラブル トレーニング ドローン ニーズ ニュース ネットワーク ノウハウ パーソナル "
    "バーチャル パートナー ハイテク パソコン バックアップ バリアフリー パンフレット ビジネス ビッグデータ "
    "ファイル フィールド フェイスブック フォーラム フォロー フォロワー プラットフォーム プラン プロジェクト "
    "プログラマー プログラミング プログラム プロセス プロモーション ページ ペーパー ヘルス ポータル "
    "ホームページ ボランティア マイナンバー マッチング マップ マニュアル メール メディア メニュー メンバー "
    "モデル モニター モニタリング モバイル モラル ユーザー ライブ リーダー リース リスク リテラシー "
    "リモート ルート ルール レベル レポート ロードマップ ロボット ローカル ログ ログイン ワーク "
    "ワーケーション ワークショップ"
)

#: Kanji of the shape of a katakana, dashes of that of the long vowel, and the kana.
KANJI_LIKE_KANA: Final = "口力二卜一工夕八千三才"
DASHES: Final = "－−‐–—―─-"
KANA: Final = str.maketrans(KANJI_LIKE_KANA + DASHES, "ロカニトーエタハチミオ" + "ー" * len(DASHES))

#: Kanji words in which a katakana, a long vowel or 末/未 is taken for the kanji, and the right ones.
KANJI_WORDS: Final = dict(
    pair.split(":")
    for pair in (
        "人ロ:人口",
        "入ロ:入口",
        "窓ロ:窓口",
        "出ロ:出口",
        "河ロ:河口",
        "協カ:協力",
        "能カ:能力",
        "努カ:努力",
        "電カ:電力",
        "魅カ:魅力",
        "学カ:学力",
        "体カ:体力",
        "入カ:入力",
        "出カ:出力",
        "主カ:主力",
        "原子カ:原子力",
        "労働カ:労働力",
        "競争カ:競争力",
        "エ事:工事",
        "エ場:工場",
        "エ業:工業",
        "エ程:工程",
        "エ夫:工夫",
        "加エ:加工",
        "施エ:施工",
        "商エ:商工",
        "人エ:人工",
        "ニ次:二次",
        "ニ地域:二地域",
        "ー部:一部",
        "ー般:一般",
        "ー覧:一覧",
        "ー層:一層",
        "ー体:一体",
        "ー環:一環",
        "ー定:一定",
        "ー元:一元",
        "統ー:統一",
        "同ー:同一",
        "唯ー:唯一",
        "末満:未満",
        "末然に:未然に",
        "末達成:未達成",
        "間わず:問わず",
        "ヘき地:へき地",
        "ヘキ地:へき地",
        *(
            f"末{word}:未{word}"
            for word in ("定", "納", "収", "実施", "整備", "登録", "提出", "受診", "経験", "設置", "記入")
        ),
    )
)

_SHAPED: Final = """
専問:専門 対像:対象 尊守:遵守 撤底:徹底 複旧:復旧 複興:復興 派遺:派遣 裁培:栽培
険査:検査 徹去:撤去 嫁働:稼働 換起:喚起 浸害:侵害 幣害:弊害 慨要:概要 綱羅:網羅
要網:要綱 魚業:漁業 完壁:完璧 成積:成績 購師:講師 危倶:危惧 分折:分析 解折:解析
予側:予測 観側:観測 計側:計測 規側:規則 法側:法則 組識:組織 認職:認識 意織:意識
知織:知識 遂次:逐次 遂一:逐一 折衡:折衝 堀削:掘削 発堀:発掘 緩漫:緩慢 委遺:委託
会儀:会議 講議:講義 訪門:訪問 補肋:補助 肋成:助成 環鏡:環境 建策:建築 廷長:延長
普及卒:普及率 卒先:率先 福社:福祉 徴細:微細 特微:特徴 微収:徴収
"""
#: What no dictionary has, and what every one has with a kanji of nearly the same shape. Behind another kanji the first
#: may belong to that one: 設計側, 鮮魚業者, 幸福社会, 保険査定.
SHAPED_WORDS: Final = dict(pair.split(":") for pair in _SHAPED.split())

#: Cyrillic letters of the shape of Latin ones, those read for katakana, and Greek ones of the shape of Latin ones.
CYRILLIC_LATIN: Final = str.maketrans("АВЕКМНОРСТХУаеорсхуіѕј", "ABEKMHOPCTXYaeopcxyisj")
CYRILLIC_KANA: Final = str.maketrans("йдпт", "イドルト")
GREEK_LATIN: Final = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo")

#: Simplified Chinese forms that JIS X 0208 does not have, and the Japanese ones.
SIMPLIFIED: Final = str.maketrans(
    "术实发业务东门问间关开进这为书车长马见贝页风飞龙龟齐齿时战择对导设计订记讲许论证评识试话详语说请读课"
    "调谈谢负财责败货质购贵费资赛轨转轮软轻较载辑输边达过运还远连适选递遗邮钟钢钱铁银链销锁错镇闭闻阅队阳"
    "阴阶际陆险难顺须预领频题颜额饭饮馆驻验鱼鸟鸡检极构样标树桥汇汉汤济测浓涨润渐满灵灾热环现产电异疗监盘"
    "码础确种积稳穷笔签简类紧纠红约级纪纯纲纳纸线练组细织终绍经结给络统继绩续维综绿罗职联脑节苏药营蓝虑补"
    "规视览观议报护损换拥拟应态总惊惯户张强归录彻传伤伟侧债储亲亿仅仓众优兰兴养军农冻净减击创划则刚剧剂动"
    "劳势华协单卖卫历压县变启员响团园围图圆场块坚垒处备复头奖妇宁审宽宾寻尔尘尝层岁岛币师带庆库废弹",
    "術実発業務東門問間関開進這為書車長馬見貝頁風飛竜亀斉歯時戦択対導設計訂記講許論証評識試話詳語説請読課"
    "調談謝負財責敗貨質購貴費資賽軌転輪軟軽較載輯輸辺達過運還遠連適選逓遺郵鐘鋼銭鉄銀鎖銷鎖錯鎮閉聞閲隊陽"
    "陰階際陸険難順須預領頻題顔額飯飲館駐験魚鳥鶏検極構様標樹橋匯漢湯済測濃漲潤漸満霊災熱環現産電異療監盤"
    "碼礎確種積穏窮筆簽簡類緊糾紅約級紀純綱納紙線練組細織終紹経結給絡統継績続維総緑羅職聯脳節蘇薬営藍慮補"
    "規視覧観議報護損換擁擬応態総驚慣戸張強帰録徹伝傷偉側債儲親億僅倉衆優蘭興養軍農凍浄減撃創劃則剛劇剤動"
    "労勢華協単売衛歴圧県変啓員響団園囲図円場塊堅塁処備復頭奨婦寧審寛賓尋爾塵嘗層歳島幣師帯慶庫廃弾",
)

#: Old forms that hardly stand in names of people or places (as 澤, 邊 and 會 do), and the forms of today.
OLD_FORMS: Final = str.maketrans(
    "勸實發變對體續觀權勞應擴擔數點賣轉當屬歸處獎圍圖團增寫專屆廢從戰據擇效敎斷樣歐歷殘氣淺濟滿營獨畫盡檢"
    "稱穩竊粹經縱聲聽膽臟藥蟲裝覺觸譯證讓豫貳踐輕辯遞遲醫釋錄鑛關隨險雜顏顯飜餘驅驗驛黨攝狀將區參單",
    "勧実発変対体続観権労応拡担数点売転当属帰処奨囲図団増写専届廃従戦拠択効教断様欧歴残気浅済満営独画尽検"
    "称穏窃粋経縦声聴胆臓薬虫装覚触訳証譲予弐践軽弁逓遅医釈録鉱関随険雑顔顕翻余駆験駅党摂状将区参単",
)

#: Radicals that PDF files give for the kanji of the same shape, where Unicode itself does not fold them.
RADICALS: Final = str.maketrans("⺠⻁⻄⻆⻑⻘⻝⻤⻨⻩⻫⻭⻯⻲⻣", "民虎西角長青食鬼麦黄斉歯竜亀骨")


def read_as_katakana(run: str) -> str:
    """Return a run of katakana with what is taken for one put right, as far as a known word says so.

    ``サ一ビス`` becomes ``サービス``; ``口カバー`` (of 人口カバー率) and ``プレゼン力アップ`` stay.
    """
    folded = run.translate(KANA)
    right = list(run)
    for word in KATAKANA_WORDS:
        start = folded.find(word)
        while start >= 0:
            right[start : start + len(word)] = word
            start = folded.find(word, start + 1)
    return "".join(right)

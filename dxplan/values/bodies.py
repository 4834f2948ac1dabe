"""全国地方公共団体コード: six digits, the last of which checks the others.

Source: 総務省「全国地方公共団体コード」, 検査数字の算出法 (the first five digits by the weights 6, 5, 4, 3, 2; modulo 11).
"""

from __future__ import annotations

from typing import Final

from dxplan.values.quantities import fold

#: The prefectures in the order of their codes, 01 to 47.
PREFECTURES: Final = (
    "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県", "埼玉県", "千葉県",
    "東京都", "神奈川県", "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県",
    "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県",
    "香川県", "愛媛県", "高知県", "福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
)  # fmt: skip


def check_digit(five: str) -> str:
    """Return the sixth digit of a code of five."""
    total = sum(int(digit) * weight for digit, weight in zip(five, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total if total < 11 else 11 - total % 11) % 10)


def parse_body(text: str) -> str | None:
    """Return a code of six digits, in letters of either width; None of what is none."""
    code = fold(text)
    sound = len(code) == 6 and code.isascii() and code.isdigit() and 1 <= int(code[:2]) <= len(PREFECTURES)
    return code if sound and code[5] == check_digit(code[:5]) else None


def body_name(code: str) -> str:
    """Return what a code says of whose it is: the prefecture, or that it is a municipality of one."""
    prefecture = PREFECTURES[int(code[:2]) - 1]
    return prefecture if code[2:5] == "000" else f"{prefecture}の市区町村など"

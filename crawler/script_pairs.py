"""Patterns for both Chinese scripts: what is typed in simplified characters also matches the traditional ones."""

from __future__ import annotations

# The characters of bylines, credits and page furniture; names and outlets keep the script they are printed in.
_PAIRS = dict(
    zip(
        "记编辑责来报导网发时间员审阅读关击载图转论声会题标说观点华环据该无违规见习实访问务单专为优势选图语当对门译签监设计视频摄评请继续页扫码长识维别订热线电讯话欢链账户现闻",
        "記編輯責來報導網發時間員審閱讀關擊載圖轉論聲會題標說觀點華環據該無違規見習實訪問務單專為優勢選圖語當對門譯簽監設計視頻攝評請繼續頁掃碼長識維別訂熱線電訊話歡鏈賬戶現聞",
        strict=True,
    )
)
_PAIRS |= {"布": "布佈", "台": "台臺", "赞": "赞贊讚", "系": "系係"}


def both(pattern: str) -> str:
    """The pattern with every such character standing for both its forms."""
    out: list[str] = []
    inside = escaped = False
    for char in pattern:
        other = _PAIRS.get(char)
        if other is None or escaped:
            out.append(char)
        else:
            forms = "".join(dict.fromkeys(char + other))
            out.append(forms if inside else f"[{forms}]")
        inside = not escaped and (char == "[" or (inside and char != "]"))
        escaped = char == "\\" and not escaped
    return "".join(out)

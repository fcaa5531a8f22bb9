"""The consensus model as small, slow, readable code: the oracle that the shipped scorer is compared with."""

from __future__ import annotations

import hashlib
import math
import random
from collections import defaultdict
from dataclasses import dataclass, replace

X = {"oppose": -1.0, "conditional": 0.5, "support": 1.0}
ACT_W = {"act": 1.0, "document": 0.95, "quote": 0.90, "authored": 0.85, "paraphrase": 0.75, "characterised": 0.40,
         "consensus_claim": 0.0}  # fmt: skip
TARGET = {"class": 4.0, "jur": 5.0, "lang": 2.0}
CAP = {"class": 1.0, "jur": 1.0, "lang": 2.0}


@dataclass(frozen=True)
class Statement:
    family: str
    principal: str
    cls: str
    jur: str
    lang: str
    stance: str
    act: str = "quote"
    conf: float = 1.0
    age: float = 0.0


def voices(statements):
    best = {}
    for s in statements:
        c = ACT_W[s.act] * s.conf * 2 ** (-s.age / 14.0)
        if s.stance == "neutral" or c <= 0:
            continue
        key = (s.principal, s.family, s.stance)
        if key not in best or c > best[key][0]:
            best[key] = (c, s)
    by_principal = defaultdict(list)
    for (p, _family, _stance), found in best.items():
        by_principal[p].append(found)
    out = {p: _voice(rows) for p, rows in by_principal.items()}
    cell = defaultdict(float)
    for d in out.values():
        cell[(d["cls"], d["jur"])] += d["v"]
    for d in out.values():
        d["w"] = d["v"] / math.sqrt(max(1.0, cell[(d["cls"], d["jur"])]))
    return out


def _voice(rows):
    total = sum(c for c, _ in rows)
    q, lang = defaultdict(float), defaultdict(float)
    for c, s in rows:
        q[s.stance] += c / total
        lang[s.lang] += c / total
    loudest = max(rows, key=lambda row: row[0])[1]
    v = 1 - math.prod(1 - min(c, 0.999) for c, _ in rows)
    return dict(v=v, q=dict(q), lang=dict(lang), cls=loudest.cls, jur=loudest.jur)


def cns(p):
    total, mu, acc = sum(p.values()), mean(p), 1.0
    for s, v in p.items():
        if v > 0:
            acc += (v / total) * math.log2(max(1e-12, 1 - abs(X[s] - mu) / 2.0))
    return max(0.0, min(1.0, acc))


def mean(p):
    return sum(X[s] * v for s, v in p.items()) / sum(p.values())


def aligned(d, direction):
    q = d["q"]
    return q.get("support", 0) + q.get("conditional", 0) if direction > 0 else q.get("oppose", 0)


def breadth(vs, gamma=None, direction=1):
    ax = {"class": defaultdict(float), "jur": defaultdict(float), "lang": defaultdict(float)}
    for p, d in vs.items():
        w = d["v"] * aligned(d, direction) * (gamma[p] if gamma else 1.0)
        if w <= 0:
            continue
        ax["class"][d["cls"]] += w
        ax["jur"][d["jur"]] += w
        for lang, share in d["lang"].items():
            ax["lang"][lang] += w * share
    n = {k: sum(min(1.0, m / CAP[k]) for m in v.values()) for k, v in ax.items()}
    return math.prod(min(1.0, n[k] / TARGET[k]) for k in n) ** (1 / 3), n


def betainc(a, b, x, steps=20000):
    """I_x(a, b) by Simpson's rule in t = sin^2, where the integrand is smooth for a, b >= 1/2."""
    top = math.asin(math.sqrt(x))
    log_beta = math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)

    def f(angle):
        s, c = math.sin(angle), math.cos(angle)
        if s <= 0 or c <= 0:
            return 2 * math.exp(-log_beta) if (s <= 0 and a == 0.5) or (c <= 0 and b == 0.5) else 0.0
        return 2 * math.exp((2 * a - 1) * math.log(s) + (2 * b - 1) * math.log(c) - log_beta)

    h = top / steps
    inner = sum((4 if i % 2 else 2) * f(i * h) for i in range(1, steps))
    return h / 3 * (f(0) + inner + f(top))


def rate_below(y, t, before, t_before, rho, steps=2000):
    return betainc(y + 0.5, before + 0.5, rho * t / (t_before + rho * t), steps)


def joiners(vs, prior):
    new = sum(d["w"] * aligned(d, 1) for p, d in vs.items() if p not in prior)
    old = sum(d["w"] * aligned(d, 1) for p, d in vs.items() if p in prior)
    return new / (new + old + 2.0)


def dist(vs, gamma=None, pseudo=(0.0, 0.0, 0.0)):
    p = dict(zip(X, pseudo, strict=True))
    for k, d in vs.items():
        for s, share in d["q"].items():
            p[s] += d["w"] * (gamma[k] if gamma else 1.0) * share
    return p


def score(statements, attention, prior_endorsers=frozenset(), prior_states=(), seed="snapshot|topic|week", draws=4000,
          confusion=None):  # fmt: skip
    live = [s for s in statements if s.stance != "neutral" and ACT_W[s.act] > 0]
    vs = voices(live)
    ws = [d["w"] for d in vs.values()]
    growth, join = 1 - rate_below(*attention, 1.5), joiners(vs, prior_endorsers)
    m = 0.5 * (growth + join)
    out = dict(families=len({s.family for s in live}), principals=len(vs), G=growth, J=join, M=m,
               neff=sum(ws) ** 2 / sum(w * w for w in ws) if ws else 0.0,
               P_decline=rate_below(*attention, 0.5))  # fmt: skip
    if not vs:
        return out | dict(state=state(out, prior_states))
    p0 = dist(vs)
    b, n = breadth(vs, direction=1 if mean(p0) >= 0 else -1)
    out |= dict(p={k: v / sum(p0.values()) for k, v in p0.items()}, mu=mean(p0), A=cns(p0), B=b, n=n,
                eci_raw=100 * (cns(p0) * b * m) ** (1 / 3), weights={k: d["w"] for k, d in vs.items()},
                mu_by_lang=_by_language(vs))  # fmt: skip
    out |= _interval(live, vs, m, seed, draws, confusion)
    return out | dict(state=state(out, prior_states))


def _by_language(vs):
    out = {}
    for lang in {lang for d in vs.values() for lang in d["lang"]}:
        out[lang] = mean(dist({k: dict(d, w=d["w"] * d["lang"].get(lang, 0)) for k, d in vs.items()}))
    return out


def _interval(live, vs, m, seed, draws, confusion):
    rng = random.Random(int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big"))
    canon = sorted(
        set(live), key=lambda s: (s.family, s.principal, s.stance, s.act, s.lang, s.conf, s.age, s.cls, s.jur)
    )
    eci, cons, cont = [], 0, 0
    for _ in range(draws):
        drawn = voices([replace(s, stance=_true(rng, confusion[s.stance])) for s in canon]) or vs if confusion else vs
        gamma = {k: -math.log(1 - rng.random()) for k in sorted(drawn)}
        p = dist(drawn, gamma, [_half_gamma(rng) for _ in range(3)])
        a, mu, against = cns(p), mean(p), p["oppose"] / sum(p.values())
        b, _n = breadth(drawn, gamma, 1 if mu >= 0 else -1)
        eci.append(100 * (a * b * m) ** (1 / 3))
        cons += a >= 0.5 and abs(mu) >= 0.5
        cont += min(against, 1 - against) >= 0.2
    eci.sort()
    lo, mid, hi = (eci[min(draws - 1, int(f * draws))] for f in (0.1, 0.5, 0.9))
    return dict(eci=mid, lo=lo, hi=hi, P_cons=cons / draws, P_cont=cont / draws)


def _true(rng, row):
    r, acc, stance = rng.random(), 0.0, "neutral"
    for stance in ("oppose", "conditional", "support", "neutral"):  # the last one stands when none is hit
        acc += row.get(stance, 0.0)
        if r < acc:
            break
    return stance


def _half_gamma(rng):
    u1, u2 = 1 - rng.random(), rng.random()
    z = math.sqrt(-2 * math.log(u1)) * math.cos(2 * math.pi * u2)
    return z * z / 2


def state(r, prior=()):
    held = ("emerging", "consolidating")
    was = any(s in held for s in prior[-8:])
    if r["neff"] < 4 or r["families"] < 4 or r["principals"] < 5:
        return "fading" if was else "insufficient"
    if r["P_cont"] >= 0.5:
        return "contested"
    if was and (r["P_decline"] >= 0.8 or r["P_cons"] < 0.40):
        return "fading"
    if r["P_cons"] >= 0.6 and r["B"] >= 0.4:
        if sum(s in held for s in prior[-6:]) >= 3:
            return "consolidating"
        return "early_signal" if r["principals"] < 8 else "emerging" if r["M"] >= 0.4 else "steady"
    return "open"

"""draft"""
from __future__ import annotations
import numpy as np
from newsvane.topics import linkage

BLOCK=1024

def candidates(groups, *, least, days, penalty):
    """All pairs worth `least`; rows sorted by first day."""
    units, first, last = groups.sums, groups.first, groups.last
    n=len(units)
    width=last-first
    loose=~(width<=days)   # wide or undated
    tight=np.flatnonzero(~loose)
    tight=tight[np.argsort(first[tight],kind='stable')]
    out=[]
    def block(rows, cols):
        cos=units[rows]@units[cols].T
        r,c=np.nonzero(cos>=least)      # worth<=cos
        a,b=rows[r],cols[c]
        v=cos[r,c]
        pl=groups.placed[a]*groups.placed[b]
        v=v-penalty*(1-pl).astype(np.float32)
        lo,hi=np.minimum(a,b),np.maximum(a,b)
        keep=(v>=least)&(lo!=hi)&(groups.gap(lo,hi)<=days)
        out.append((lo[keep],hi[keep],v[keep]))
    f=first[tight]; l=last[tight]
    for s in range(0,len(tight),BLOCK):
        e=min(s+BLOCK,len(tight))
        stop=np.searchsorted(f,l[s:e].max()+days,side='right')
        for cs in range(s,stop,8*BLOCK):
            rows=tight[s:e]; cols=tight[cs:min(cs+8*BLOCK,stop)]
            block(rows,cols)
    lo_=np.flatnonzero(loose)
    allc=np.concatenate([lo_,tight])
    for s in range(0,len(lo_),BLOCK):
        rows=lo_[s:s+BLOCK]
        for cs in range(s,n,8*BLOCK):
            block(rows,allc[cs:cs+8*BLOCK])
    a=np.concatenate([o[0] for o in out]); b=np.concatenate([o[1] for o in out]); v=np.concatenate([o[2] for o in out])
    key=a*n+b
    _,u=np.unique(key,return_index=True)
    return a[u],b[u],v[u]

def cluster(units,first,last,*,least,days,penalty):
    n=len(units)
    nd=np.isnan(first)
    first=np.where(nd,-np.inf,first); last=np.where(nd,np.inf,last)
    placed=np.where(nd,0.0,np.minimum(1,days/np.maximum(last-first,1e-9)))
    g=linkage.Groups(units.astype(np.float32).copy(),np.ones(n),placed,first.copy(),last.copy())
    p=candidates(g,least=least,days=days,penalty=penalty)
    return linkage.agglomerate(p,groups=g,least=least,days=days,penalty=penalty), len(p[0])

"""dxplan: results of a municipality's ICT/DX action plan, judged and handed out."""

__version__ = "0.1.0"

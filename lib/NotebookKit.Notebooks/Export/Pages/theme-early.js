try { const t = localStorage.getItem('notebookkit-theme'); if (t === 'light' || t === 'dark') document.documentElement.dataset.theme = t; } catch { }

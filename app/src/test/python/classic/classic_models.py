"""Golden values of ClassicModelTest, by scikit-learn 1.9.1 (numpy 2.2.6).

    python classic_models.py > ../../resources/org/tagzoo/app/classic/classic.json
"""

import json
import warnings

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, LinearSVC

warnings.filterwarnings("ignore")
random = np.random.default_rng(3)
centres = np.array([[0, 0, 5, 100, 7], [1.5, 1, 5, 40, 7], [0, 2, 6.5, 160, 7]])
classes = random.integers(0, 3, 180)
features = np.round(centres[classes] + random.normal(size=(180, 5)) * [1, 1, 1, 60, 0], 3)
train = slice(0, 120)
test = slice(120, 180)
scaler = StandardScaler().fit(features[train])
x, held = scaler.transform(features[train]), scaler.transform(features[test])
y = classes[train]
tags = np.stack([classes == 1, (features[:, 0] + features[:, 1] > 1.5), random.random(180) < 0.3], axis=1)
count = features.shape[1]

models = {
    "logistic": OneVsRestClassifier(LogisticRegression(solver="liblinear", tol=1e-10, max_iter=10000)),
    "svm-linear": LinearSVC(dual=False, tol=1e-10, max_iter=100000),
    "svm-rbf": SVC(gamma=1 / count),
    "random-forest": RandomForestClassifier(100, random_state=0),
}
out = {"features": features.tolist(), "classes": classes.tolist(), "tags": tags.tolist(), "train": 120}
for name, model in models.items():
    model.fit(x, y)
    golden = {"predicted": model.predict(held).tolist(), "accuracy": model.score(held, classes[test])}
    if name == "logistic":
        golden["scores"] = model.predict_proba(held).tolist()
    if name == "svm-linear":
        distances = model.decision_function(held)
        shares = np.exp(distances - distances.max(axis=1, keepdims=True))
        golden["scores"] = (shares / shares.sum(axis=1, keepdims=True)).tolist()
    out[name] = golden
logistic = [LogisticRegression(solver="liblinear", tol=1e-10, max_iter=10000).fit(x, tags[train, l]) for l in range(3)]
out["tagScores"] = np.stack([m.predict_proba(held)[:, 1] for m in logistic], axis=1).tolist()
print(json.dumps(out))

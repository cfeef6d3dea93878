package org.tagzoo.app.classic;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import libsvm.svm;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.liblinear.LibLinearClassificationTrainer;
import org.tribuo.classification.liblinear.LinearClassificationType;
import org.tribuo.classification.liblinear.LinearClassificationType.LinearType;
import org.tribuo.classification.libsvm.LibSVMClassificationTrainer;
import org.tribuo.classification.libsvm.SVMClassificationType;
import org.tribuo.classification.libsvm.SVMClassificationType.SVMMode;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.common.tree.RandomForestTrainer;

/** A model of a fixed number of features, with the settings that scikit-learn has by default. */
public enum ClassicKind {
    /**
     * 100 trees of Gini impurity, each on a bootstrap sample, each split among the square root of
     * the features, rounded down. A score is the share of trees.
     */
    @JsonProperty("random-forest")
    RANDOM_FOREST("random forest") {
        @Override
        Trainer<Label> trainer(int features, long seed) {
            float share = (float) (Math.floor(Math.sqrt(features)) / features);
            return new RandomForestTrainer<>(
                    new CARTClassificationTrainer(
                            Integer.MAX_VALUE, 1, 0, share, false, new GiniIndex(), seed),
                    new VotingCombiner(),
                    100,
                    seed);
        }
    },
    /** A support-vector machine with {@code exp(-|x - y|^2 / F)} as kernel, C = 1; by libsvm. */
    @JsonProperty("svm-rbf")
    SVM_RBF("support-vector machine (RBF)") {
        @Override
        Trainer<Label> trainer(int features, long seed) {
            svm.svm_set_print_string_function(line -> {}); // it prints what it does otherwise
            SVMParameters<Label> parameters =
                    new SVMParameters<>(new SVMClassificationType(SVMMode.C_SVC), KernelType.RBF);
            parameters.setGamma(1.0 / features);
            parameters.setCost(1);
            parameters.setProbability();
            return new LibSVMClassificationTrainer(parameters, seed);
        }
    },
    /** A linear support-vector machine of squared hinge loss, C = 1; by liblinear. */
    @JsonProperty("svm-linear")
    SVM_LINEAR("support-vector machine (linear)") {
        @Override
        Trainer<Label> trainer(int features, long seed) {
            return linear(LinearType.L2R_L2LOSS_SVC, seed);
        }

        @Override
        boolean hasProbabilities() {
            return false;
        }
    },
    /** Logistic regression with half the squared weights as penalty, C = 1; by liblinear. */
    @JsonProperty("logistic")
    LOGISTIC("logistic regression") {
        @Override
        Trainer<Label> trainer(int features, long seed) {
            return linear(LinearType.L2R_LR, seed);
        }
    };

    private final String title;

    ClassicKind(String title) {
        this.title = title;
    }

    /** Returns its name in tables. */
    public String title() {
        return title;
    }

    /** Returns whether a name in a table is that of such a model, and not of a network. */
    public static boolean isTitle(String name) {
        return Arrays.stream(values()).anyMatch(kind -> kind.title.equals(name));
    }

    abstract Trainer<Label> trainer(int features, long seed);

    /** Whether its scores are probabilities; else they are distances from a border. */
    boolean hasProbabilities() {
        return true;
    }

    private static Trainer<Label> linear(LinearType type, long seed) {
        return new LibLinearClassificationTrainer(
                new LinearClassificationType(type), 1, 1000, 1e-4, seed);
    }
}

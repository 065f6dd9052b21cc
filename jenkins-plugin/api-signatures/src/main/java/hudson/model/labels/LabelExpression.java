package hudson.model.labels;

import hudson.model.Item;
import hudson.model.Label;
import hudson.util.FormValidation;

public abstract class LabelExpression extends Label {
    protected LabelExpression(String text) {
        super(text);
    }

    public String getExpression() {
        throw new UnsupportedOperationException();
    }

    public static FormValidation validate(String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation validate(String text, Item item) {
        throw new UnsupportedOperationException();
    }
}

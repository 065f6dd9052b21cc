package hudson.model.labels;

import hudson.model.Label;
import hudson.model.Saveable;
import java.io.IOException;

public class LabelAtom extends Label implements Saveable {
    public LabelAtom(String text) {
        super(text);
    }

    public String getExpression() {
        throw new UnsupportedOperationException();
    }

    public void save() throws IOException {
        throw new UnsupportedOperationException();
    }

    public static LabelAtom get(String text) {
        throw new UnsupportedOperationException();
    }
}

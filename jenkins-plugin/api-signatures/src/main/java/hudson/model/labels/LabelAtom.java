package hudson.model.labels;

import hudson.model.Action;
import hudson.model.Label;
import hudson.model.Saveable;
import java.io.IOException;
import java.util.List;
import java.util.Set;

public class LabelAtom extends Label implements Saveable {
    protected transient volatile List<Action> transientActions;

    public LabelAtom(String text) {
        super(text);
    }

    public String getExpression() {
        throw new UnsupportedOperationException();
    }

    public boolean isAtom() {
        throw new UnsupportedOperationException();
    }

    public List<Action> getActions() {
        throw new UnsupportedOperationException();
    }

    protected void updateTransientActions() {
        throw new UnsupportedOperationException();
    }

    public String getDescription() {
        throw new UnsupportedOperationException();
    }

    public void setDescription(String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public Set<LabelAtom> listAtoms() {
        throw new UnsupportedOperationException();
    }

    public void save() throws IOException {
        throw new UnsupportedOperationException();
    }

    public void load() {
        throw new UnsupportedOperationException();
    }

    public static LabelAtom get(String text) {
        throw new UnsupportedOperationException();
    }

    public static LabelAtom findNearest(String text) {
        throw new UnsupportedOperationException();
    }

    public static boolean needsEscape(String text) {
        throw new UnsupportedOperationException();
    }

    public static String escape(String text) {
        throw new UnsupportedOperationException();
    }
}

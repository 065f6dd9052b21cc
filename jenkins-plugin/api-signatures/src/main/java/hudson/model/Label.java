package hudson.model;

import hudson.model.labels.LabelAtom;
import java.util.Collection;
import java.util.Set;

public abstract class Label extends Actionable implements Comparable<Label> {
    protected final transient String name;

    { // Not a constant, which the compiler would copy into its callers.
        name = null;
    }

    protected Label(String text) {}

    public final String getName() {
        throw new UnsupportedOperationException();
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public abstract String getExpression();

    public String getUrl() {
        throw new UnsupportedOperationException();
    }

    public boolean isAtom() {
        throw new UnsupportedOperationException();
    }

    public final boolean matches(Collection<LabelAtom> collection) {
        throw new UnsupportedOperationException();
    }

    public final boolean matches(Node node) {
        throw new UnsupportedOperationException();
    }

    public boolean isSelfLabel() {
        throw new UnsupportedOperationException();
    }

    public Set<Node> getNodes() {
        throw new UnsupportedOperationException();
    }

    public boolean isAssignable() {
        throw new UnsupportedOperationException();
    }

    public int getTotalConfiguredExecutors() {
        throw new UnsupportedOperationException();
    }

    public int getTotalExecutors() {
        throw new UnsupportedOperationException();
    }

    public int getBusyExecutors() {
        throw new UnsupportedOperationException();
    }

    public int getIdleExecutors() {
        throw new UnsupportedOperationException();
    }

    public boolean isOffline() {
        throw new UnsupportedOperationException();
    }

    public String getDescription() {
        throw new UnsupportedOperationException();
    }

    public int getTiedJobCount() {
        throw new UnsupportedOperationException();
    }

    public boolean contains(Node node) {
        throw new UnsupportedOperationException();
    }

    public boolean isEmpty() {
        throw new UnsupportedOperationException();
    }

    public Set<LabelAtom> listAtoms() {
        throw new UnsupportedOperationException();
    }

    public Label and(Label label) {
        throw new UnsupportedOperationException();
    }

    public Label or(Label label) {
        throw new UnsupportedOperationException();
    }

    public Label iff(Label label) {
        throw new UnsupportedOperationException();
    }

    public Label implies(Label label) {
        throw new UnsupportedOperationException();
    }

    public Label not() {
        throw new UnsupportedOperationException();
    }

    public Label paren() {
        throw new UnsupportedOperationException();
    }

    public final int compareTo(Label label) {
        throw new UnsupportedOperationException();
    }

    public static Set<LabelAtom> parse(String text) {
        throw new UnsupportedOperationException();
    }

    public static Label get(String text) {
        throw new UnsupportedOperationException();
    }

    public static Label parseExpression(String text) {
        throw new UnsupportedOperationException();
    }
}

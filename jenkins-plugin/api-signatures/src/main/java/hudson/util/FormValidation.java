package hudson.util;

import java.io.IOException;
import java.util.Collection;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

public abstract class FormValidation extends IOException {
    public final FormValidation.Kind kind = null;

    public static FormValidation error(String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation warning(String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation ok(String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation ok() {
        throw new UnsupportedOperationException();
    }

    public static FormValidation error(String text, Object... values) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation warning(String text, Object... values) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation ok(String text, Object... values) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation error(Throwable throwable, String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation warning(Throwable throwable, String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation error(Throwable throwable, String text, Object... values) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation warning(Throwable throwable, String text, Object... values) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation aggregate(Collection<FormValidation> collection) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation errorWithMarkup(String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation warningWithMarkup(String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation okWithMarkup(String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation respond(FormValidation.Kind kind, String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation validateExecutable(String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation validateNonNegativeInteger(String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation validateIntegerInRange(String text, int number, int number2) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation validatePositiveInteger(String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation validateRequired(String text) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation validateBase64(String text, boolean flag, boolean flag2, String text2) {
        throw new UnsupportedOperationException();
    }

    public void generateResponse(StaplerRequest2 staplerRequest2, StaplerResponse2 staplerResponse2, Object value)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public abstract String renderHtml();

    protected void respond(StaplerResponse2 staplerResponse2, String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    FormValidation() {}

    public enum Kind {
        OK,
        WARNING,
        ERROR
    }
}

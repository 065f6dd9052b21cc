package jenkins.console;

public interface WithConsoleUrl {
    default String getConsoleUrl() {
        throw new UnsupportedOperationException();
    }
}

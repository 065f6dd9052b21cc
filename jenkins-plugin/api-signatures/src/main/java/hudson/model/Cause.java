package hudson.model;

public abstract class Cause {
    public Cause() {}

    public abstract String getShortDescription();

    public void onAddedTo(Run run) {
        throw new UnsupportedOperationException();
    }

    public void onLoad(Run<?, ?> run) {
        throw new UnsupportedOperationException();
    }

    public void print(TaskListener taskListener) {
        throw new UnsupportedOperationException();
    }

    public static class UserIdCause extends Cause {
        public UserIdCause() {}

        public UserIdCause(String text) {}

        public String getUserId() {
            throw new UnsupportedOperationException();
        }

        public String getUserName() {
            throw new UnsupportedOperationException();
        }

        public String getUserUrl() {
            throw new UnsupportedOperationException();
        }

        public String getUserAvatar() {
            throw new UnsupportedOperationException();
        }

        public String getShortDescription() {
            throw new UnsupportedOperationException();
        }

        public void print(TaskListener taskListener) {
            throw new UnsupportedOperationException();
        }
    }
}

package hudson.util;

import hudson.model.ModelObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

public class ListBoxModel extends ArrayList<ListBoxModel.Option> {
    public ListBoxModel(int number) {}

    public ListBoxModel() {}

    public ListBoxModel(Collection<ListBoxModel.Option> collection) {}

    public ListBoxModel(ListBoxModel.Option... options) {}

    public void add(String text, String text2) {
        throw new UnsupportedOperationException();
    }

    public void add(ModelObject modelObject, String text) {
        throw new UnsupportedOperationException();
    }

    public ListBoxModel add(String text) {
        throw new UnsupportedOperationException();
    }

    public void writeTo(StaplerRequest2 staplerRequest2, StaplerResponse2 staplerResponse2) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void generateResponse(StaplerRequest2 staplerRequest2, StaplerResponse2 staplerResponse2, Object value)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public ListBoxModel.Option[] values() {
        throw new UnsupportedOperationException();
    }

    public static final class Option {
        public String name;
        public String value;
        public boolean selected;

        public Option(String text, String text2) {}
    }
}

package jenkins.model;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.ModelObject;

public abstract class GlobalConfigurationCategory implements ExtensionPoint, ModelObject {
    public GlobalConfigurationCategory() {}

    public abstract String getShortDescription();

    public static ExtensionList<GlobalConfigurationCategory> all() {
        throw new UnsupportedOperationException();
    }

    public static <T extends GlobalConfigurationCategory> T get(Class<T> type) {
        throw new UnsupportedOperationException();
    }
}

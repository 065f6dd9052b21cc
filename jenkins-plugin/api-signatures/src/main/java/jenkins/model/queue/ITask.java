package jenkins.model.queue;

import hudson.model.ModelObject;

public interface ITask extends ModelObject {}

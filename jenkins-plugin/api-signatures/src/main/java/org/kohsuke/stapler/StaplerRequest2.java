package org.kohsuke.stapler;

import java.lang.reflect.Type;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import net.sf.json.JSONObject;

public interface StaplerRequest2 {
    String getRestOfPath();

    String getOriginalRestOfPath();

    String getRequestURIWithQueryString();

    StringBuffer getRequestURLWithQueryString();

    String getRootPath();

    String getReferer();

    <T> T findAncestorObject(Class<T> type);

    boolean hasParameter(String text);

    String getOriginalRequestURI();

    boolean checkIfModified(long number, StaplerResponse2 staplerResponse2);

    boolean checkIfModified(Date date, StaplerResponse2 staplerResponse2);

    boolean checkIfModified(Calendar calendar, StaplerResponse2 staplerResponse2);

    boolean checkIfModified(long number, StaplerResponse2 staplerResponse2, long number2);

    void bindParameters(Object value);

    void bindParameters(Object value, String text);

    <T> List<T> bindParametersToList(Class<T> type, String text);

    <T> T bindParameters(Class<T> type, String text);

    <T> T bindParameters(Class<T> type, String text, int number);

    <T> T bindJSON(Class<T> type, JSONObject jSONObject);

    <T> T bindJSON(Type type, Class<T> type2, Object value);

    void bindJSON(Object value, JSONObject jSONObject);

    <T> List<T> bindJSONToList(Class<T> type, Object value);

    JSONObject getSubmittedForm();

    boolean isJavaScriptProxyCall();

    String createJavaScriptProxy(Object value);
}

package shop.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Runs every {@link Test} of a class, in the order of their names, each on an instance of its own. The shop brings its
 * own small runner so that it builds without fetching one.
 */
public final class TestRun {
    /** One test that was run; {@code failure} is empty when it passed. */
    public record Result(String name, String failure) {
        public boolean failed() {
            return !failure.isEmpty();
        }
    }

    private TestRun() {}

    /** Arguments: the directory for the reports, then the names of the test classes. */
    public static void main(String[] args) throws Exception {
        int passed = 0;
        int failed = 0;
        for (String name : Arrays.asList(args).subList(1, args.length)) {
            List<Result> results = of(Class.forName(name));
            JUnitReport.write(Path.of(args[0], "TEST-" + name + ".xml"), name, results);
            for (Result result : results) {
                if (result.failed()) {
                    failed++;
                    System.out.println("FAILED " + name + "." + result.name() + ": " + result.failure());
                } else {
                    passed++;
                }
            }
        }
        System.out.println(passed + " passed, " + failed + " failed");
        // A run that found no test has checked nothing, so it is no success.
        System.exit(failed == 0 && passed > 0 ? 0 : 1);
    }

    public static List<Result> of(Class<?> testClass) throws ReflectiveOperationException {
        List<Method> tests = Arrays.stream(testClass.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
        List<Result> results = new ArrayList<>();
        for (Method test : tests) {
            results.add(new Result(test.getName(), failureOf(testClass, test)));
        }
        return results;
    }

    private static String failureOf(Class<?> testClass, Method test) throws ReflectiveOperationException {
        Object instance = testClass.getDeclaredConstructor().newInstance();
        try {
            test.invoke(instance);
            return "";
        } catch (InvocationTargetException thrown) {
            return thrown.getCause().toString();
        }
    }
}

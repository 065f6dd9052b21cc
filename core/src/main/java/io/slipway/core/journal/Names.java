package io.slipway.core.journal;

/** Constants as JSON names them: {@code NEED_FAILED} is {@code needFailed}. */
final class Names {
    private Names() {}

    static String of(Enum<?> constant) {
        String name = constant.name();
        StringBuilder text = new StringBuilder(name.length());
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                text.append(upper ? c : Character.toLowerCase(c));
                upper = false;
            }
        }
        return text.toString();
    }

    /**
     * @throws IllegalArgumentException when none of {@code constants} is called that
     */
    static <E extends Enum<E>> E find(E[] constants, String text) {
        for (E constant : constants) {
            if (of(constant).equals(text)) return constant;
        }
        throw new IllegalArgumentException("\"" + text + "\" (expected: the name of a "
                + constants.getClass().getComponentType().getSimpleName() + ")");
    }
}

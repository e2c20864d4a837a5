package io.traceconnector.chainscript;

/** A word or sign of a path. */
record JmesToken(Kind kind, String text, int at) {
    /** With how tightly it binds to what stands left of it. */
    enum Kind {
        END("", 0),
        NAME("", 0),
        QUOTED_NAME("", 0),
        NUMBER("", 0),
        CURRENT("@", 0),
        CLOSE_BRACKET("]", 0),
        CLOSE_PAREN(")", 0),
        CLOSE_BRACE("}", 0),
        COMMA(",", 0),
        COLON(":", 0),
        PIPE("|", 1),
        OR("||", 2),
        AND("&&", 3),
        EQUAL("==", 5),
        NOT_EQUAL("!=", 5),
        LESS("<", 5),
        LESS_OR_EQUAL("<=", 5),
        GREATER(">", 5),
        GREATER_OR_EQUAL(">=", 5),
        FLATTEN("[]", 9),
        STAR("*", 20),
        FILTER("[?", 21),
        DOT(".", 40),
        NOT("!", 45),
        OPEN_BRACE("{", 50),
        OPEN_BRACKET("[", 55),
        OPEN_PAREN("(", 60);

        private final String sign;
        private final int power;

        Kind(String sign, int power) {
            this.sign = sign;
            this.power = power;
        }

        String sign() {
            return sign;
        }

        int power() {
            return power;
        }
    }
}

/** What library code must not call: it hides state, or it throws on WebGPU. */
const banned: Readonly<Record<string, string>> = {
  "Math.random": "Randomness comes from a key.",
  "Date.now": "Time comes from the caller.",
  "performance.now": "Time comes from the caller.",
};

const syncRead = /^(dataSync|arraySync|readSync)$/;

/** House rules for src: no hidden randomness or clock, no synchronous tensor read. */
const plugin: Deno.lint.Plugin = {
  name: "miamix",
  rules: {
    "no-hidden-state": {
      create(context) {
        if (!context.filename.includes("/src/")) return {};
        return {
          MemberExpression(node) {
            const { object, property } = node;
            if (property.type !== "Identifier") return;
            const path = object.type === "Identifier" ? `${object.name}.${property.name}` : "";
            const reason = banned[path];
            if (reason !== undefined) {
              context.report({ node, message: `${path} is banned in src. ${reason}` });
            }
            if (syncRead.test(property.name)) {
              context.report({ node, message: `${property.name}() throws on WebGPU in Deno. Await data().` });
            }
          },
        };
      },
    },
  },
};

export default plugin;

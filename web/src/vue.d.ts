// vue-tsc knows the real types of components; this is for tools that do not read `.vue` files.
declare module "*.vue" {
  import type { DefineComponent } from "vue";

  const component: DefineComponent;
  export default component;
}

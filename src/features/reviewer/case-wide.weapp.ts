/** No phone is that wide, and WeChat's compiler knows no `:has()`. */
export {}

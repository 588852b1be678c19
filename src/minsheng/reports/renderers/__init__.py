"""The formats that ship with the package (自带输出格式), one a module; each is loaded when it is asked for."""

/* //# sourceMappingURL=not-a-line.map */
go()
//# sourceMappingURL=go.js.map

console.log('viewer')
